package sparkify.producer.pace;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import sparkify.common.feed.LineClock;

/**
 * Follows the times of the lines themselves, {@code speedup} times faster.
 *
 * <p>A line that has no time, or lies up to a minute behind an earlier one, as in a log that
 * several threads write, is due with the one before it. A line that lies further back, or more than
 * a day ahead, is so too, and believed only when the next one agrees: then another part of the file
 * has begun, which is due at once, or a long gap has passed, which is waited for. A time in the
 * future is never believed.
 */
public final class FileClock implements Schedule {
  private static final long LATE_MILLIS = 60_000;
  private static final long GAP_MILLIS = 86_400_000;
  private static final long NONE = Long.MIN_VALUE;

  private final LineClock clock;
  private final double nanosPerMilli;
  private final LongSupplier latest;
  private long newest = NONE;
  private long outlier = NONE;
  private boolean settled;
  private double due;

  /**
   * Begins with the first line that has a time.
   *
   * @param latest the largest time that is believed at this moment, in epoch milliseconds
   */
  public FileClock(LineClock clock, double speedup, LongSupplier latest) {
    this.clock = clock;
    this.nanosPerMilli = 1e6 / speedup;
    this.latest = latest;
  }

  @Override
  public long due(byte[] line) {
    OptionalLong time = clock.millis(line);
    if (time.isPresent() && time.getAsLong() <= latest.getAsLong()) {
      advance(time.getAsLong());
    }
    return Math.round(due);
  }

  private void advance(long time) {
    if (newest == NONE) {
      newest = time;
    } else if (follows(newest, time)) {
      moveTo(time);
    } else if (!settled) {
      newest = time; // Either of the first two may be the outlier.
    } else if (outlier != NONE && follows(outlier, time)) {
      due += Math.max(0, outlier - newest) * nanosPerMilli;
      newest = outlier;
      moveTo(time);
    } else {
      outlier = time;
    }
  }

  private static boolean follows(long before, long time) {
    return time >= before - LATE_MILLIS && time <= before + GAP_MILLIS;
  }

  private void moveTo(long time) {
    due += Math.max(0, time - newest) * nanosPerMilli;
    newest = Math.max(newest, time);
    outlier = NONE;
    settled = true;
  }
}
