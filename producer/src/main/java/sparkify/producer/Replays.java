package sparkify.producer;

import java.time.Duration;
import picocli.CommandLine;
import sparkify.common.config.Settings;
import sparkify.common.launch.ExitCode;
import sparkify.producer.line.LineInput;
import sparkify.producer.send.Console;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;

/** Replays an input, for produce and simulate. */
final class Replays {
  private static final Duration TO_PRINT = Duration.ofSeconds(5);

  private Replays() {}

  /** Replays {@code input} into the dataset's topic; Ctrl-C stops it cleanly. */
  static int run(CommandLine line, Settings settings, PaceOptions pace, LineInput input) {
    Duration patience = settings.kafka().timeout().plus(TO_PRINT);
    try (StopSignal stop = StopSignal.onShutdown(patience)) {
      Console console = new Console(line.getOut(), line.getErr(), stop);
      ReplayPlan plan = pace.applyTo(ReplayPlan.events(settings.dataset().topic(), input));
      Summary summary = new Replayer(settings, console).replay(plan);
      return summary.stopped() ? ExitCode.FAILED : ExitCode.OK;
    }
  }
}
