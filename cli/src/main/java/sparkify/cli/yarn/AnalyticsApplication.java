package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import sparkify.analytics.AnalyzeMain;
import sparkify.analytics.AnalyzeRequest;
import sparkify.cli.environment.Environment;
import sparkify.common.OperatorError;

/** Runs the analytics application of a dataset on YARN. */
public final class AnalyticsApplication {
  private static final String KIND = "analyze";

  private final Environment environment;
  private final PrintWriter out;

  public AnalyticsApplication(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  /**
   * Submits it, waits until it ends, and prints its steps and its report.
   *
   * @throws OperatorError when it fails, with its reason, or another one is running
   */
  public void run(AnalyzeRequest request) throws IOException, InterruptedException {
    try (Applications applications = new Applications(environment.configuration())) {
      requireNoOther(applications);
      new ApplicationRunner(environment, applications, out).run(application(request));
    }
  }

  private void requireNoOther(Applications applications) {
    String dataset = environment.settings().dataset().name();
    applications.tagged(SparkApplication.tag(KIND, dataset)).stream()
        .filter(Applications::isAlive)
        .findFirst()
        .ifPresent(
            other -> {
              throw new OperatorError(
                  "Cannot analyze %s: %s is doing that; wait until it has ended"
                      .formatted(dataset, other.getApplicationId()));
            });
  }

  private SparkApplication application(AnalyzeRequest request) {
    return new SparkApplication(
        KIND,
        environment.settings().dataset().name(),
        AnalyzeMain.class,
        request,
        environment.settings().analytics().application(),
        SparkApplication.SHORT_JOBS);
  }
}
