package sparkify.producer.pace;

import java.util.function.LongSupplier;

/**
 * Turns a schedule into times of a clock, which begin with the first line.
 *
 * <p>A line that is late moves no other: what a sleep, an outage or a slow broker took is made up
 * for, and the mean rate is exact.
 */
public final class Pace {
  // A sleep takes at least about this long, so shorter waits are saved up.
  private static final long SHORTEST_WAIT_NANOS = 1_000_000;

  private static final long FURTHEST_NANOS = Long.MAX_VALUE / 2;

  private final Schedule schedule;
  private final LongSupplier clock;
  private boolean started;
  private long begin;
  private long due;
  private volatile long lag;

  /**
   * Begins with the first {@link #next}.
   *
   * @param clock monotonic nanoseconds
   */
  public Pace(Schedule schedule, LongSupplier clock) {
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Whether every line is due at once. */
  public boolean isUnlimited() {
    return schedule == Schedule.AT_ONCE;
  }

  /** Turns to the next line. */
  public void next(byte[] line) {
    if (!started) {
      begin = clock.getAsLong();
      started = true;
    }
    due = begin + Math.min(schedule.due(line), FURTHEST_NANOS);
  }

  /**
   * How long to wait for the line, in nanoseconds; 0 if it is due, or in less than a millisecond.
   */
  public long early() {
    long early = due - clock.getAsLong();
    lag = Math.max(0, -early);
    return early < SHORTEST_WAIT_NANOS ? 0 : early;
  }

  /** How late the newest line was, in nanoseconds; any thread may call this. */
  public long lag() {
    return lag;
  }
}
