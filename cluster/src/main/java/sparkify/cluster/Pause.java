package sparkify.cluster;

import java.time.Duration;
import sparkify.common.OperatorError;

/** Waits between two checks of something outside this JVM. */
final class Pause {
  private Pause() {}

  static void of(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorError("Interrupted while waiting for the local cluster", e);
    }
  }
}
