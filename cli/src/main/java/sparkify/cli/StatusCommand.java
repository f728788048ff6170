package sparkify.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.cli.yarn.Applications;
import sparkify.common.config.Durations;
import sparkify.common.config.Settings;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;
import sparkify.lake.log.LogState;

/** Prints the state of a dataset. */
@Command(
    name = "status",
    description =
        "Print whether a dataset's stream is running, how far it lags behind and what has landed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class StatusCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    Environment environment = Environment.running(settings);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.printf("dataset      %s%n", settings.dataset().name());
    printApplication(environment, out);
    Lake lake = environment.lake();
    LogState state = lake.state();
    printTopic(settings, state, out);
    printLake(lake, state, out);
    return ExitCode.OK;
  }

  private static void printApplication(Environment environment, PrintWriter out) {
    try (Applications applications = new Applications(environment.configuration())) {
      Optional<ApplicationReport> running = applications.landing(environment.dataset());
      out.printf(
          "stream       %s%n",
          running
              .map(
                  r ->
                      "%s %s %s"
                          .formatted(
                              r.getApplicationId(),
                              r.getYarnApplicationState(),
                              r.getTrackingUrl()))
              .orElse("not running"));
    }
  }

  private static void printTopic(Settings settings, LogState state, PrintWriter out) {
    try (Topics topics = Topics.connect(settings.kafka())) {
      Optional<TopicState> topic = topics.find(settings.dataset().topic());
      if (topic.isEmpty()) {
        out.printf("topic        %s does not exist%n", settings.dataset().topic());
        return;
      }
      long lag = 0;
      Map<Integer, Long> committed = state.committed();
      for (var end : topic.get().end().entrySet()) {
        long begin = topic.get().begin().getOrDefault(end.getKey(), 0L);
        lag += end.getValue() - committed.getOrDefault(end.getKey(), begin);
      }
      out.printf(
          "topic        %s, %d partitions, %,d offsets; lag %,d%n",
          topic.get().name(), topic.get().partitions(), topic.get().size(), lag);
    }
  }

  private static void printLake(Lake lake, LogState state, PrintWriter out) {
    out.printf("lake         %s%n", lake.root());
    out.printf(
        "landed       %,d rows, rejected %,d, in %,d batches; %,d files%n",
        state.landed(), state.rejected(), state.batches(), state.files());
    LogState.LastBatch last = state.lastBatch();
    if (last != null) {
      Duration age = Duration.between(last.committedAt(), Clock.systemUTC().instant());
      out.printf(
          "last batch   commit %d, %,d rows, %s ago%n",
          last.seq(), last.landed(), Durations.format(age.isNegative() ? Duration.ZERO : age));
    }
  }
}
