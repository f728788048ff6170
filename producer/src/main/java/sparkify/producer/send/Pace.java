package sparkify.producer.send;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits a replay to one line per interval.
 *
 * <p>Due times are counted from the first line, so a sleep that took too long is made up for and
 * the mean rate is exact.
 */
final class Pace {
  // Shorter waits are saved up, because a sleep takes at least about this long.
  private static final long SHORTEST_SLEEP_NANOS = 1_000_000;

  /** Sleeps; replaced in tests. */
  interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  private final long interval;
  private final LongSupplier clock;
  private final Sleeper sleeper;
  private long due;
  private boolean started;

  /**
   * Starts with the first {@link #await}.
   *
   * @param interval between two lines; zero for none
   * @param clock monotonic nanoseconds
   */
  Pace(Duration interval, LongSupplier clock, Sleeper sleeper) {
    this.interval = interval.toNanos();
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Returns when the next line is due; the first is due at once. */
  void await() throws InterruptedException {
    if (interval == 0) {
      return;
    }
    due = started ? due + interval : clock.getAsLong();
    started = true;
    for (long early = due - clock.getAsLong();
        early >= Math.min(interval, SHORTEST_SLEEP_NANOS);
        early = due - clock.getAsLong()) {
      sleeper.sleep(early);
    }
  }
}
