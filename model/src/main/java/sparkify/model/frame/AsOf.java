package sparkify.model.frame;

import org.jspecify.annotations.Nullable;

/**
 * A user as of a cutoff: all that a feature may ask.
 *
 * @param history fed with nothing but events before the cutoff
 * @param cutoff T, a UTC midnight, epoch milliseconds
 * @param firstData the earliest event of anyone, epoch milliseconds, before T
 */
record AsOf(UserHistory history, long cutoff, long firstData) {
  private static final double DAY_MS = UserHistory.DAY_MS;

  /** The sum of {@code counter} over a window. */
  long sum(Counter counter, Window window) {
    long today = Math.floorDiv(cutoff, UserHistory.DAY_MS);
    return history.sum(counter, today - window.from(), today - window.until());
  }

  /** The days of the window that there is data of, which may be a fraction. */
  double observedDays(Window window) {
    double data = (cutoff - firstData) / DAY_MS;
    return Math.max(0, Math.min(window.from(), data) - window.until());
  }

  /** Per observed day; 0 when none was. */
  double rate(Counter counter, Window window) {
    double days = observedDays(window);
    return days == 0 ? 0 : sum(counter, window) / days;
  }

  /** Days since the newest event; as long as there has been data when there is none. */
  double recencyDays() {
    Long last = history.lastCounted();
    return daysSince(last == null ? firstData : last);
  }

  /**
   * Days since the registration, or since the first event when that is earlier: a registration can
   * lie after events that tell it, and even after T. Never negative; 0 when neither is known.
   */
  double tenureDays() {
    Long first = history.firstCounted();
    @Nullable Long registration = history.profile().registration();
    if (first == null) {
      return 0;
    }
    return daysSince(registration == null ? first : Math.min(first, registration));
  }

  private double daysSince(long time) {
    return (cutoff - time) / DAY_MS;
  }
}
