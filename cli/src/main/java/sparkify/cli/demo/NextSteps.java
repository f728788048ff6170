package sparkify.cli.demo;

import java.io.PrintWriter;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.cli.environment.Services;

/**
 * Prints commands to try after a demo.
 *
 * @param configOption names the demo's settings file to them
 */
record NextSteps(Environment environment, String configOption) {
  void print(Lake lake, PrintWriter out) {
    String dataset = " --dataset " + environment.dataset() + configOption;
    out.println("Next steps:");
    out.println("  ./deploy.sh tail" + dataset + " --from-beginning --exit-at-end | head");
    out.println("  ./deploy.sh audit" + dataset + " --deep --json");
    out.println("  ./deploy.sh stream" + dataset + "            (lands until stream --stop)");
    out.println("  ./deploy.sh produce" + dataset + " --input FILE --time-interval 1s");
    out.println(
        "  ./deploy.sh model show" + dataset + "; ./deploy.sh score" + dataset + " --top 50");
    out.println("  ./deploy.sh trending" + dataset + " --window 1d");
    out.println("  ./deploy.sh status" + dataset + "; ./deploy.sh logs" + configOption);
    out.println(
        "  ./deploy.sh notebook" + dataset + "            (Jupyter; needs Python 3.10 to 3.12)");
    out.println("  spark.read.parquet(\"" + lake.table() + "\")");
    if (Services.areLocal()) {
      environment
          .services()
          .local()
          .webAddresses()
          .forEach((name, address) -> out.printf("  %-16s %s%n", name, address));
      out.println("  ./deploy.sh local down stops the local cluster and keeps its data");
    }
  }
}
