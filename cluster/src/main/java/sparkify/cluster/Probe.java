package sparkify.cluster;

import java.io.IOException;
import java.time.Instant;

/** Asks a daemon, in its own protocol, whether it can do its work. */
@FunctionalInterface
interface Probe {
  /**
   * Asks once.
   *
   * @param startedAt when the daemon's process started; what others remember from before is void
   * @throws IOException when it does not answer
   */
  Health ask(Instant startedAt) throws IOException;
}
