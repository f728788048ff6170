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

/** Starts, follows and ends the landing application of a dataset. */
public final class LandingApplication {
  private final Environment environment;
  private final Applications applications;
  private final PrintWriter out;
  private final ApplicationRunner runner;
  private final Lake lake;

  public LandingApplication(Environment environment, Applications applications, PrintWriter out) {
    this.environment = environment;
    this.applications = applications;
    this.out = out;
    this.runner = new ApplicationRunner(environment, applications, out);
    this.lake = environment.lake();
  }

  /** Submits it and waits until it has the dataset open; of one that ends by itself, to its end. */
  public void start(LandRequest request) throws IOException, InterruptedException {
    out.println(
        "Submitting the landing of " + environment.settings().dataset().topic() + " to YARN");
    ApplicationId id = runner.submit(application(request));
    runner.awaitReady(id, () -> lake.isHeldBy(id.toString()));
    out.println("  " + id + " has " + lake.events() + " open and lands");
    if (request.untilCaughtUp()) {
      runner.awaitSuccess(id, new CommitProgress(lake, out));
      out.println("  " + id + " ended well");
    }
  }

  /** The one that runs, if any. */
  public Optional<ApplicationId> running() {
    return report().map(ApplicationReport::getApplicationId);
  }

  /** Waits while it runs, until {@code landed}. */
  public void awaitLanded(ApplicationId id, BooleanSupplier landed) throws InterruptedException {
    runner.awaitReady(id, landed);
  }

  /** Asks the one that runs to end, and waits for it; one that waits for YARN just ends. */
  public void stop() throws IOException, InterruptedException {
    ApplicationReport running =
        report()
            .orElseThrow(
                () ->
                    new OperatorError(
                        "Cannot stop the stream of dataset "
                            + environment.dataset()
                            + ": none is running"));
    ApplicationId id = running.getApplicationId();
    if (!applications.hasContainer(running)) {
      applications.kill(id, "stopped before it got a container");
      out.println("Took " + id + " out of YARN's queue");
      return;
    }
    lake.stopRequest(id.toString()).make();
    out.println("Asked " + id + " to end after the batch in hand");
    runner.awaitSuccess(id, () -> {});
    out.println("  " + id + " ended well");
  }

  private Optional<ApplicationReport> report() {
    return applications.landing(environment.dataset());
  }

  private SparkApplication application(LandRequest request) {
    StreamingSettings streaming = environment.settings().streaming();
    return new SparkApplication(
        "sparkify land " + environment.dataset(),
        LandMain.class,
        request,
        Applications.tag(environment.dataset()),
        streaming.application(),
        Map.of(
            "spark.yarn.maxAppAttempts",
            "" + streaming.maxAttempts(),
            "spark.yarn.am.attemptFailuresValidityInterval",
            "1h"));
  }
}
