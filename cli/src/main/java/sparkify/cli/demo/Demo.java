package sparkify.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import sparkify.analytics.trending.Trending;
import sparkify.analytics.trending.WindowLength;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.cli.trending.TrendingText;
import sparkify.cli.yarn.ChurnApplication;
import sparkify.cli.yarn.LandingApplication;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.common.config.Durations;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.lake.audit.Audit;
import sparkify.lake.audit.AuditReport;
import sparkify.lake.audit.AuditRequest;
import sparkify.lake.log.LogState;
import sparkify.model.ChurnRequest;
import sparkify.producer.Replayer;
import sparkify.producer.line.LineInput;
import sparkify.producer.send.Console;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.Resume;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;
import sparkify.streaming.LandRequest;

/**
 * Runs the whole pipeline, step by step. Each step first checks what is already done, so that a
 * demo that was killed or has run before ends in the same state.
 */
final class Demo {
  private static final int TOP = 10;
  private static final int TOP_SONGS = 5;
  private static final WindowLength WEEK = new WindowLength(Duration.ofDays(7));
  private static final Duration TO_PRINT = Duration.ofSeconds(5);

  private final Settings settings;
  private final String configOption;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * Prepares a demo.
   *
   * @param configOption what the commands that it suggests need to find the same services
   */
  Demo(Settings settings, String configOption, PrintWriter out, PrintWriter err) {
    this.settings = settings;
    this.configOption = configOption;
    this.out = out;
    this.err = err;
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  void run(LineInput input) throws IOException, InterruptedException {
    settings.dataset().requireEvents("show the pipeline with");
    long start = System.nanoTime();
    step("Kafka, HDFS and YARN", () -> Environment.started(settings, out));
    Environment environment = Environment.writable(settings);
    Lake lake = environment.lake();
    step(
        "Events into Kafka: " + input.name() + " to " + settings.dataset().topic(),
        () -> send(input));
    step("Landing in " + lake.table(), () -> land(environment, lake));
    step("Audit", () -> audit(environment));
    step("A first look, through Spark SQL", () -> new FirstLook(lake, out).show());
    step("Churn model: train and score", () -> trainAndScore(environment));
    step("Trending in the last seven days of the events", () -> printTrending(lake));
    out.println("Done in " + elapsed(start));
    new NextSteps(environment, configOption).print(lake, out);
  }

  private void step(String name, Step step) throws IOException, InterruptedException {
    long start = System.nanoTime();
    out.println("== " + name);
    out.flush();
    step.run();
    out.println("   (" + elapsed(start) + ")");
    out.flush();
  }

  private void send(LineInput input) {
    String remedy =
        "to start over: ./deploy.sh dataset wipe %s, or give this input its own dataset with --dataset NAME"
            .formatted(settings.dataset().name());
    ReplayPlan plan =
        ReplayPlan.events(settings.dataset().topic(), input)
            .resumed(new Resume("demo", true, remedy));
    try (StopSignal stop = StopSignal.onShutdown(settings.kafka().timeout().plus(TO_PRINT))) {
      Summary unused = new Replayer(settings, new Console(out, err, stop)).replay(plan);
      if (stop.requested()) {
        throw new OperatorError("Stopped; run ./deploy.sh demo again to continue");
      }
    }
  }

  /**
   * Lands the whole topic: with the application that is running, or with one that stops by itself.
   */
  private void land(Environment environment, Lake lake) throws IOException, InterruptedException {
    Map<Integer, Long> target = end();
    if (hasLanded(lake, target)) {
      out.println("  everything has already landed");
      return;
    }
    try (LandingApplication landing = new LandingApplication(environment, out)) {
      Optional<ApplicationId> running = landing.running();
      if (running.isPresent()) {
        out.println("  " + running.get() + " is already landing this dataset: waiting for it");
        landing.awaitLanded(running.get(), () -> hasLanded(lake, target));
      }
      if (!hasLanded(lake, target)) {
        landing.start(new LandRequest(true, null));
      }
    }
  }

  private Map<Integer, Long> end() {
    try (Topics topics = Topics.connect(settings.kafka())) {
      return topics.describe(settings.dataset().topic()).end();
    }
  }

  private static boolean hasLanded(Lake lake, Map<Integer, Long> target) {
    LogState state = lake.state();
    return state.hasReached(target) && lake.isPublished(state);
  }

  private void audit(Environment environment) throws IOException {
    AuditReport report =
        Audit.run(
            new AuditRequest(
                settings,
                environment.lake().feed(),
                environment.configuration(),
                AuditRequest.Depth.DEEP),
            out);
    out.println(report.toText().indent(2).stripTrailing());
    if (!report.balanced()) {
      throw new OperatorError("Cannot continue: the audit is not balanced; see its problems above");
    }
    requireMostlyEvents(report.totals());
  }

  /** Of a file that is something else, the steps that follow would make nonsense. */
  private static void requireMostlyEvents(AuditReport.Totals totals) {
    long all = totals.landed() + totals.rejected();
    if (totals.rejected() > all / 10) {
      throw new OperatorError(
          "Cannot continue: %,d of %,d records could not become an event, for the reasons above; ./deploy.sh rejects shows them"
              .formatted(totals.rejected(), all));
    }
  }

  private void trainAndScore(Environment environment) throws IOException, InterruptedException {
    try {
      new ChurnApplication(environment, out).run(() -> Optional.of(ChurnRequest.both(TOP)));
    } catch (TooLittleData e) {
      out.println("Skipped: " + e.getMessage());
    }
  }

  private void printTrending(Lake lake) throws IOException {
    Trending trending = new Trending(lake.commits(), WEEK, null, TOP_SONGS);
    out.print(TrendingText.songs(trending.look()));
  }

  private static String elapsed(long start) {
    return Durations.format(Duration.ofNanos(System.nanoTime() - start));
  }
}
