package sparkify.model.frame;

import org.jspecify.annotations.Nullable;

/**
 * A user as of a cutoff: everything a feature may depend on.
 *
 * @param history of the events before the cutoff, and no others
 * @param cutoff T, a UTC midnight, epoch milliseconds
 * @param firstData time of the earliest event of any user, epoch milliseconds, before T
 */
record AsOf(UserHistory history, long cutoff, long firstData) {
  private static final double DAY_MS = UserHistory.DAY_MS;

  /** The sum of {@code counter} over a window. */
  long sum(Counter counter, Window window) {
    long today = Math.floorDiv(cutoff, UserHistory.DAY_MS);
    return history.sum(counter, today - window.from(), today - window.until());
  }

  /** The days of the window for which there is data; not always a whole number. */
  double observedDays(Window window) {
    double data = (cutoff - firstData) / DAY_MS;
    return Math.max(0, Math.min(window.from(), data) - window.until());
  }

  /** The sum per observed day; 0 when no day was observed. */
  double rate(Counter counter, Window window) {
    double days = observedDays(window);
    return days == 0 ? 0 : sum(counter, window) / days;
  }

  /** Days since the user's newest event; without one, days since the earliest event of anyone. */
  double recencyDays() {
    Long last = history.lastCounted();
    return daysSince(last == null ? firstData : last);
  }

  /**
   * Days since the registration, or since the first event if that is earlier: a registration can be
   * later than the events that carry it, and even later than T. Never negative; 0 without events.
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
