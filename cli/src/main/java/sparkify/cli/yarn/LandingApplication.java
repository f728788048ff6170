package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.common.OperatorError;
import sparkify.common.config.StreamingSettings;
import sparkify.streaming.LandMain;
import sparkify.streaming.LandRequest;

/** Starts, follows and stops the landing application of a dataset. */
public final class LandingApplication implements AutoCloseable {
  static final String KIND = "land";

  private final Environment environment;
  private final PrintWriter out;
  private final Lake lake;
  private final Applications applications;
  private final ApplicationRunner runner;

  public LandingApplication(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
    this.lake = environment.lake();
    this.applications = new Applications(environment.configuration());
    this.runner = new ApplicationRunner(environment, applications, out);
  }

  /**
   * Submits it and waits until it has opened the table or, if the request is to land until caught
   * up, until it has succeeded.
   */
  public void start(LandRequest request) throws IOException, InterruptedException {
    out.println(
        "Submitting the landing of " + environment.settings().dataset().topic() + " to YARN");
    ApplicationId id = runner.submit(application(request));
    runner.awaitReady(id, () -> lake.isHeldBy(id.toString()));
    out.println("  " + id + " has opened " + lake.table() + " and is landing");
    if (request.untilCaughtUp()) {
      runner.awaitSuccess(
          id, new CommitProgress(() -> CommitProgress.Landed.of(lake.state()), out));
      out.println("  " + id + " succeeded");
    }
  }

  /** The dataset's running landing application, if there is one. */
  public Optional<ApplicationId> running() {
    return report().map(ApplicationReport::getApplicationId);
  }

  /** Waits until {@code landed}, or until the application has succeeded. */
  public void awaitLanded(ApplicationId id, BooleanSupplier landed) throws InterruptedException {
    runner.awaitReady(id, landed);
  }

  /** Asks the running one to stop and waits until it has; kills it if it is still queued. */
  public void stop() throws IOException, InterruptedException {
    ApplicationReport running =
        report()
            .orElseThrow(
                () ->
                    new OperatorError(
                        "Cannot stop the stream of dataset %s: it is not running"
                            .formatted(environment.dataset())));
    ApplicationId id = running.getApplicationId();
    if (!applications.hasContainer(running)) {
      applications.kill(id, "stopped before it got a container");
      out.println("Removed " + id + " from YARN's queue");
      return;
    }
    lake.stopRequest(id.toString()).make();
    out.println("Asked " + id + " to stop after the current batch");
    runner.awaitSuccess(id, () -> {});
    out.println("  " + id + " succeeded");
  }

  @Override
  public void close() {
    applications.close();
  }

  private Optional<ApplicationReport> report() {
    return applications.landing(environment.dataset());
  }

  private SparkApplication application(LandRequest request) {
    StreamingSettings streaming = environment.settings().streaming();
    return new SparkApplication(
        KIND,
        environment.dataset(),
        LandMain.class,
        request,
        streaming.application(),
        Map.of(
            "spark.yarn.maxAppAttempts",
            "" + streaming.maxAttempts(),
            "spark.yarn.am.attemptFailuresValidityInterval",
            "1h",
            // The master waits for a ResourceManager that is away: by default 15 minutes.
            "spark.hadoop.yarn.resourcemanager.connect.max-wait.ms",
            "-1",
            // Executors cannot start while HDFS is away: by default three of them end the attempt.
            "spark.executor.maxNumFailures",
            "1000",
            "spark.executor.failuresValidityInterval",
            "1h",
            // Otherwise the names of the driver's metrics would begin with the application's id.
            "spark.metrics.namespace",
            "sparkify",
            "spark.metrics.conf.driver.sink.prometheusServlet.class",
            "org.apache.spark.metrics.sink.PrometheusServlet",
            "spark.metrics.conf.driver.sink.prometheusServlet.path",
            "/metrics/prometheus",
            "spark.ui.prometheus.enabled",
            "true"));
  }
}
