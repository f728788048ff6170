package sparkify.cluster;

import java.io.IOException;
import java.time.Instant;

/** Checks a daemon's health over its own protocol. */
@FunctionalInterface
interface Probe {
  /**
   * Checks once.
   *
   * @param startedAt when the daemon's process started; what other daemons know from before is
   *     stale
   * @throws IOException when it does not answer
   */
  Health check(Instant startedAt) throws IOException;
}
