package sparkify.producer.send;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Holds a replay to one line per interval.
 *
 * <p>Every line has its due time counted from the first, so a sleep that was too long is made up
 * for and the mean rate is exact.
 */
final class Pace {
  // Shorter waits than this are saved up: a sleep takes about that long to come back.
  private static final long SHORTEST_SLEEP_NANOS = 1_000_000;

  /** Sleeps; a test's does not. */
  interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  private final long interval;
  private final LongSupplier clock;
  private final Sleeper sleeper;
  private long due;
  private boolean started;

  /**
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
