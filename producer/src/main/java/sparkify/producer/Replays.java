package sparkify.producer;

import java.io.PrintWriter;
import java.time.Duration;
import sparkify.common.config.Settings;
import sparkify.common.launch.ExitCode;
import sparkify.producer.send.Console;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;

/** What produce and simulate do once they know their input. */
final class Replays {
  private static final Duration TO_PRINT = Duration.ofSeconds(5);

  private Replays() {}

  /** Replays {@code plan}, stopping in order at Ctrl-C; returns the exit code. */
  static int run(Settings settings, ReplayPlan plan, PrintWriter out, PrintWriter err) {
    Duration patience = settings.kafka().timeout().plus(TO_PRINT);
    try (StopSignal stop = StopSignal.onShutdown(patience)) {
      Summary summary = new Replayer(settings, new Console(out, err, stop)).replay(plan);
      return summary.stopped() ? ExitCode.FAILED : ExitCode.OK;
    }
  }
}
