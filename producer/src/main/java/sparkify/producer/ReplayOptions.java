package sparkify.producer;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Settings;
import sparkify.common.feed.FeedKind;
import sparkify.common.launch.ExitCode;
import sparkify.producer.line.LineInput;
import sparkify.producer.send.Console;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.Resume;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;

/** How an input is sent to the dataset's topic, and reported on. */
final class ReplayOptions {
  /** All of them. */
  static final List<String> NAMES =
      List.of("--time-interval", "--rate", "--speedup", "--ramp", "--resume", "--report", "--json");

  private static final Duration TO_PRINT = Duration.ofSeconds(5);
  private static final String BY_NAME = "";

  @Mixin private PaceOptions pace = new PaceOptions();

  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = BY_NAME,
      paramLabel = "ID",
      description =
          "Go on where the replay of that ID ended, however it ended: each line reaches "
              + "the topic exactly once, for readers of committed records. The position is kept "
              + "in Kafka. Default ID: the input's name.")
  private @Nullable String resume;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write what happened to FILE, second by second, as CSV; replaces FILE.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  /** Whether it is to be resumed by the name of the input. */
  boolean isNamedByInput() {
    return BY_NAME.equals(resume);
  }

  /** Sends {@code input} and returns the exit code; Ctrl-C stops it cleanly. */
  int send(Settings settings, LineInput input, PrintWriter out, PrintWriter err) {
    FeedKind feed = FeedCatalogue.named(settings.dataset().feed());
    ReplayPlan plan =
        ReplayPlan.of(settings.dataset().topic(), input, feed.keys()).paced(pace.schedule(feed));
    Duration patience = settings.kafka().timeout().plus(TO_PRINT);
    try (StopSignal stop = StopSignal.onShutdown(patience)) {
      Console console = new Console(out, err, stop, json, report);
      Summary summary =
          new Replayer(settings, console)
              .replay(resume == null ? plan : plan.resumed(resume(settings, input)));
      return summary.stopped() ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private Resume resume(Settings settings, LineInput input) {
    String id = isNamedByInput() ? input.name() : String.valueOf(resume);
    String remedy =
        "to send it from the beginning, give it another ID (--resume=ID), or ./deploy.sh dataset wipe %s first"
            .formatted(settings.dataset().name());
    return new Resume(id, false, remedy);
  }
}
