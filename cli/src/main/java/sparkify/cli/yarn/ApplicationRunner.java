package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import sparkify.cli.environment.Environment;

/** Submits an application, follows it and says how it does: the one way for all of them. */
final class ApplicationRunner {
  private final Environment environment;
  private final Applications applications;
  private final PrintWriter out;
  private final Follower follower;

  /** Prints what an application has done since the last look. */
  interface Progress {
    void look();

    /** The last look, once the application has succeeded: everything that is left to print. */
    default void finish() {
      look();
    }
  }

  ApplicationRunner(Environment environment, Applications applications, PrintWriter out) {
    this.environment = environment;
    this.applications = applications;
    this.out = out;
    this.follower = new Follower(applications, out);
  }

  /** Submits, and returns as soon as YARN has accepted it. */
  ApplicationId submit(SparkApplication application) throws IOException, InterruptedException {
    ApplicationReport report = new Submission(environment).submit(application, applications);
    out.println("  " + report.getApplicationId() + " accepted: " + report.getTrackingUrl());
    out.flush();
    return report.getApplicationId();
  }

  /** Waits until {@code ready}; fails when it ended before, or got no container in time. */
  void awaitReady(ApplicationId id, BooleanSupplier ready) throws InterruptedException {
    follower.awaitReady(id, ready, environment.settings().yarn().startTimeout());
  }

  /** Waits until it has succeeded; fails, with its reason, when it has not. */
  void awaitSuccess(ApplicationId id, Progress progress) throws InterruptedException {
    follower.awaitSuccess(id, progress::look);
    progress.finish();
  }

  /** Waits until YARN has given it its first container. */
  void awaitContainer(ApplicationId id) throws InterruptedException {
    awaitReady(id, () -> applications.hasContainer(applications.report(id)));
  }
}
