package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import sparkify.analytics.AnalyzeMain;
import sparkify.analytics.AnalyzeRequest;
import sparkify.cli.environment.Environment;

/** Runs the analytics application of a dataset on YARN. */
public final class AnalyticsApplication {
  private final Environment environment;
  private final PrintWriter out;

  public AnalyticsApplication(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  /**
   * Submits what there is to do once no other one works on the dataset, waits until it ends, and
   * prints its steps and its report.
   *
   * @throws sparkify.common.OperatorError when it fails, with its reason
   */
  public void run(Work<AnalyzeRequest> work) throws IOException, InterruptedException {
    new OneAtATime(environment, out).run(work, this::application);
  }

  private SparkApplication application(AnalyzeRequest request) {
    return new SparkApplication(
        "analyze",
        environment.settings().dataset().name(),
        AnalyzeMain.class,
        request,
        environment.settings().analytics().application(),
        SparkApplication.SHORT_JOBS);
  }
}
