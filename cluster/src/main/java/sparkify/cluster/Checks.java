package sparkify.cluster;

import java.io.IOException;

/** Health checks, with silence taken for an answer. */
final class Checks {
  private Checks() {}

  static Health ask(Daemon daemon, ProcessId process) {
    if (!process.alive()) {
      return Health.ill("not running");
    }
    try {
      return daemon.probe().ask(process.startedAt());
    } catch (IOException e) {
      return Health.ill("no answer: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    }
  }
}
