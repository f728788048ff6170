package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import sparkify.cli.environment.Environment;
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
   * Submits it, waits until it ends, and prints its steps and its report.
   *
   * @throws sparkify.common.OperatorError when it fails, with its reason
   */
  public void run(ChurnRequest request) throws IOException, InterruptedException {
    environment.settings().dataset().requireEvents("train on or score");
    try (Applications applications = new Applications(environment.configuration())) {
      new ApplicationRunner(environment, applications, out).run(application(request));
    }
  }

  private SparkApplication application(ChurnRequest request) {
    return new SparkApplication(
        "churn",
        environment.dataset(),
        ChurnMain.class,
        request,
        environment.settings().model().application(),
        SparkApplication.SHORT_JOBS);
  }
}
