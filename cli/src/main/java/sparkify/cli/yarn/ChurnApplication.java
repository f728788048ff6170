package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import sparkify.cli.environment.Environment;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.report.ReportFile;
import sparkify.model.ChurnMain;
import sparkify.model.ChurnRequest;

/** Runs the churn application of a dataset on YARN. */
public final class ChurnApplication {
  private final Environment environment;
  private final PrintWriter out;

  public ChurnApplication(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  /**
   * Submits it, waits for its end and prints its report.
   *
   * @throws sparkify.common.OperatorError when it failed, with its reason
   */
  public void run(ChurnRequest request) throws IOException, InterruptedException {
    try (Applications applications = new Applications(environment.configuration())) {
      ApplicationRunner runner = new ApplicationRunner(environment, applications, out);
      ApplicationId id = runner.submit(application(request));
      runner.awaitContainer(id);
      runner.awaitSuccess(id, new StepProgress(report(id), out));
    }
  }

  private ReportFile report(ApplicationId id) throws IOException {
    String lake = environment.settings().dataset().lake();
    return new ReportFile(LakeFileSystem.open(lake, environment.configuration()), id.toString());
  }

  private SparkApplication application(ChurnRequest request) {
    return new SparkApplication(
        "sparkify churn " + environment.dataset(),
        ChurnMain.class,
        request,
        "sparkify-churn-" + environment.dataset(),
        environment.settings().model().application(),
        Map.of("spark.yarn.maxAppAttempts", "1"));
  }
}
