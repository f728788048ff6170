package sparkify.producer.pace;

import java.util.OptionalLong;
import sparkify.common.feed.LineClock;

/**
 * Follows the times of the lines themselves, {@code speedup} times faster.
 *
 * <p>A line that has no time, or lies up to a minute behind an earlier one, as in a log that
 * several threads write, is due with the one before it. Two lines in a row that lie further back
 * begin another part of the file, in which distances are kept as before; a single one is an
 * outlier, and so is a time in the future.
 */
public final class FileClock implements Schedule {
  private static final long LATE_MILLIS = 60_000;
  private static final long NONE = Long.MIN_VALUE;

  private final LineClock clock;
  private final double nanosPerMilli;
  private final long latest;
  private long newest = NONE;
  private long outlier = NONE;
  private double due;

  /**
   * Begins with the first line that has a time.
   *
   * @param latest the largest time that is believed, in epoch milliseconds
   */
  public FileClock(LineClock clock, double speedup, long latest) {
    this.clock = clock;
    this.nanosPerMilli = 1e6 / speedup;
    this.latest = latest;
  }

  @Override
  public long due(byte[] line) {
    OptionalLong time = clock.millis(line);
    if (time.isPresent() && time.getAsLong() <= latest) {
      advance(time.getAsLong());
    }
    return Math.round(due);
  }

  private void advance(long time) {
    if (newest == NONE) {
      newest = time;
    } else if (time >= newest - LATE_MILLIS) {
      moveTo(time);
    } else if (outlier != NONE && time >= outlier - LATE_MILLIS) {
      newest = outlier;
      moveTo(time);
    } else {
      outlier = time;
    }
  }

  private void moveTo(long time) {
    due += Math.max(0, time - newest) * nanosPerMilli;
    newest = Math.max(newest, time);
    outlier = NONE;
  }
}
