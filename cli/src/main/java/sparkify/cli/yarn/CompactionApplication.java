package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import sparkify.cli.environment.Environment;
import sparkify.maintenance.CompactMain;
import sparkify.maintenance.CompactRequest;

/** Runs the compaction application of a dataset on YARN. */
public final class CompactionApplication {
  private final Environment environment;
  private final PrintWriter out;

  public CompactionApplication(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  /**
   * Submits what there is to do once no other one works on the dataset, waits until it ends, and
   * prints its steps and its report.
   *
   * @throws sparkify.common.OperatorError when it fails, with its reason
   */
  public void run(Work<CompactRequest> work) throws IOException, InterruptedException {
    new OneAtATime(environment, out).run(work, this::application);
  }

  private SparkApplication application(CompactRequest request) {
    return new SparkApplication(
        "compact",
        environment.dataset(),
        CompactMain.class,
        request,
        environment.settings().compaction().application(),
        Map.of("spark.yarn.maxAppAttempts", "1"));
  }
}
