package sparkify.common.feed;

import java.time.Duration;
import java.util.OptionalLong;

/** Reads and moves the time of a feed's lines. */
public interface LineClock {
  /**
   * When the line's event happened, in epoch milliseconds; empty if it does not say; never throws.
   */
  OptionalLong millis(byte[] line);

  /** The line as if it had happened {@code by} later; the same line if it does not say when. */
  byte[] moved(byte[] line, Duration by);
}
