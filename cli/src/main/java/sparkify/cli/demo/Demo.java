package sparkify.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import sparkify.cli.Analyst;
import sparkify.cli.Home;
import sparkify.cli.Lake;
import sparkify.cli.Lander;
import sparkify.cli.Services;
import sparkify.cli.yarn.Applications;
import sparkify.cli.yarn.Follower;
import sparkify.common.config.Durations;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.OperatorError;
import sparkify.lake.audit.Audit;
import sparkify.lake.audit.AuditReport;
import sparkify.lake.audit.AuditRequest;
import sparkify.lake.log.LogState;
import sparkify.producer.Console;
import sparkify.producer.LineInput;
import sparkify.producer.ReplayPlan;
import sparkify.producer.Replayer;
import sparkify.producer.StopSignal;

/**
 * The whole pipeline, step by step. Every step looks first at what is already there, so that a demo
 * that was killed anywhere, or has run before, ends in the same state.
 */
final class Demo {
  private static final Duration TO_PRINT = Duration.ofSeconds(5);

  private final Settings settings;
  private final Home home;
  private final Services services;
  private final PrintWriter out;
  private final PrintWriter err;

  Demo(Settings settings, Home home, PrintWriter out, PrintWriter err) {
    this.settings = settings;
    this.home = home;
    this.services = new Services(settings, home);
    this.out = out;
    this.err = err;
  }

  /** A step that may take long. */
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  void run(LineInput input) throws IOException, InterruptedException {
    long start = System.nanoTime();
    step("Kafka, HDFS and YARN", () -> services.bringUp(out));
    Configuration configuration = services.useConfiguration();
    Services.requireWritable(configuration);
    Lake lake = Lake.of(settings, configuration);
    step(
        "Events into Kafka: " + input.name() + " to " + settings.dataset().topic(),
        () -> send(input));
    step("Landing in " + lake.events(), () -> land(configuration, lake));
    step("Audit", () -> audit(configuration));
    step("A first look, through Spark SQL", () -> new FirstLook(lake, out).show());
    step(
        "Churn model: train and score",
        () ->
            new Analyst(settings, services, configuration, out)
                .run(List.of("--train", "--score", "--or-say-why")));
    out.println("Done in " + elapsed(start));
    new NextSteps(settings, services).tell(lake, out);
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
    Path record = DemoFiles.record(settings, home);
    String wipe =
        "./deploy.sh dataset wipe %s; or give this input a dataset of its own with --dataset NAME"
            .formatted(settings.dataset().name());
    try (StopSignal stop = StopSignal.onShutdown(settings.kafka().timeout().plus(TO_PRINT))) {
      new Replayer(settings, new Console(out, err, stop))
          .resume(ReplayPlan.events(settings.dataset().topic(), input), record, wipe);
      if (stop.requested()) {
        throw new OperatorError("Stopped; ./deploy.sh demo goes on where it was");
      }
    }
  }

  /** Lands all there is: by the application that already runs, or by one that ends when it has. */
  private void land(Configuration configuration, Lake lake)
      throws IOException, InterruptedException {
    Map<Integer, Long> target = end();
    try (Applications applications = new Applications(configuration)) {
      Lander lander = new Lander(settings, services, configuration, applications, out);
      if (hasLanded(lake, target)) {
        out.println("  all of it had landed before");
        return;
      }
      Optional<ApplicationReport> running = applications.landing(settings.dataset().name());
      if (running.isPresent()) {
        out.println(
            "  " + running.get().getApplicationId() + " already runs: leaving it to that one");
        new Follower(applications, out)
            .awaitReady(
                running.get().getApplicationId(),
                () -> hasLanded(lake, target),
                settings.yarn().startTimeout());
      }
      if (!hasLanded(lake, target)) {
        lander.start(List.of("--until-caught-up"), true);
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
    Map<Integer, Long> committed = state.committed();
    return target.entrySet().stream()
            .allMatch(t -> committed.getOrDefault(t.getKey(), -1L) >= t.getValue())
        && lake.isPublished(state);
  }

  private void audit(Configuration configuration) throws IOException {
    AuditReport report =
        Audit.run(
            new AuditRequest(
                settings,
                Lake.of(settings, configuration).feed(),
                configuration,
                AuditRequest.Depth.DEEP));
    out.println(report.toText().indent(2).stripTrailing());
    if (!report.balanced()) {
      throw new OperatorError("The audit does not balance: see above");
    }
  }

  private static String elapsed(long start) {
    return Durations.format(Duration.ofNanos(System.nanoTime() - start));
  }
}
