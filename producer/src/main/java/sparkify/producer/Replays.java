package sparkify.producer;

import java.io.PrintWriter;
import java.time.Duration;
import sparkify.common.config.Settings;
import sparkify.common.launch.ExitCode;
import sparkify.producer.send.Console;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;

/** Replays an input, for produce and simulate. */
final class Replays {
  private static final Duration TO_PRINT = Duration.ofSeconds(5);

  private Replays() {}

  /** Runs {@code plan} and returns the exit code; Ctrl-C stops it cleanly. */
  static int run(Settings settings, ReplayPlan plan, PrintWriter out, PrintWriter err) {
    Duration patience = settings.kafka().timeout().plus(TO_PRINT);
    try (StopSignal stop = StopSignal.onShutdown(patience)) {
      Summary summary = new Replayer(settings, new Console(out, err, stop)).replay(plan);
      return summary.stopped() ? ExitCode.FAILED : ExitCode.OK;
    }
  }
}
