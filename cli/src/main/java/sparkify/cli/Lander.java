package sparkify.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import sparkify.cli.yarn.Applications;
import sparkify.cli.yarn.Follower;
import sparkify.cli.yarn.Submission;
import sparkify.common.config.Settings;
import sparkify.common.config.StreamingSettings;
import sparkify.common.launch.OperatorError;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest;

/** Starts, follows and ends the landing application of a dataset. */
public final class Lander {
  private static final String MAIN = "sparkify.streaming.LandMain";
  private static final List<String> JARS =
      List.of("sparkify-streaming", "sparkify-lake", "sparkify-common");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Settings settings;
  private final Services services;
  private final Configuration configuration;
  private final Applications applications;
  private final PrintWriter out;
  private final Lake lake;

  public Lander(
      Settings settings,
      Services services,
      Configuration configuration,
      Applications applications,
      PrintWriter out) {
    this.settings = settings;
    this.services = services;
    this.configuration = configuration;
    this.applications = applications;
    this.out = out;
    this.lake = Lake.of(settings, configuration);
  }

  /**
   * Submits the landing application and waits until it has the dataset open.
   *
   * @param toItsEnd wait until it has ended, too
   */
  public void start(List<String> arguments, boolean toItsEnd)
      throws IOException, InterruptedException {
    Submission submission = new Submission(settings, Home.current(), services);
    out.println("Submitting the landing of " + settings.dataset().topic() + " to YARN");
    ApplicationReport report =
        submission.submit(application(arguments), configuration, applications);
    ApplicationId id = report.getApplicationId();
    out.println("  " + id + " accepted: " + report.getTrackingUrl());
    Follower follower = new Follower(applications, out);
    follower.awaitReady(id, () -> lake.isHeldBy(id.toString()), settings.yarn().startTimeout());
    out.println("  " + id + " has " + lake.events() + " open and lands");
    if (toItsEnd) {
      follow(id);
    }
  }

  /** Waits until an application that lands this dataset ends, telling its commits. */
  public void follow(ApplicationId id) throws InterruptedException {
    long[] told = {lake.state().seq(), System.nanoTime()};
    new Follower(applications, out).awaitSuccess(id, () -> tellCommits(told));
    tellCommits(new long[] {told[0], 0});
    out.println("  " + id + " ended well");
  }

  /** Asks the application that runs to end, and waits for it; one that waits for YARN just ends. */
  public void stop() throws IOException, InterruptedException {
    String dataset = settings.dataset().name();
    ApplicationReport running =
        applications
            .landing(dataset)
            .orElseThrow(
                () ->
                    new OperatorError(
                        "Cannot stop the stream of dataset " + dataset + ": none runs"));
    ApplicationId id = running.getApplicationId();
    if (!applications.hasContainer(running)) {
      applications.kill(id, "stopped before it got a container");
      out.println("Took " + id + " out of YARN's queue");
      return;
    }
    lake.stopRequest(id.toString()).make();
    out.println("Asked " + id + " to end after the batch in hand");
    new Follower(applications, out).awaitSuccess(id, () -> {});
    out.println("  " + id + " ended well");
  }

  private void tellCommits(long[] told) {
    if (System.nanoTime() - told[1] < SECOND) {
      return;
    }
    told[1] = System.nanoTime();
    LogState state = lake.state();
    Manifest last = state.lastBatch();
    if (state.seq() > told[0] && last != null) {
      told[0] = state.seq();
      out.printf("  commit %d: %,d rows landed so far%n", last.seq(), state.rows());
      out.flush();
    }
  }

  private Submission.Application application(List<String> arguments) {
    StreamingSettings streaming = settings.streaming();
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.executor.instances", "" + streaming.executors());
    conf.put("spark.executor.cores", "" + streaming.executorCores());
    conf.put("spark.yarn.maxAppAttempts", "" + streaming.maxAttempts());
    conf.put("spark.yarn.am.attemptFailuresValidityInterval", "1h");
    return new Submission.Application(
        "sparkify land " + settings.dataset().name(),
        MAIN,
        JARS,
        Applications.tag(settings.dataset().name()),
        streaming.driver(),
        streaming.executor(),
        conf,
        arguments);
  }
}
