package sparkify.model.frame;

import org.jspecify.annotations.Nullable;

/**
 * A user as of a cutoff: everything a feature may depend on.
 *
 * @param history of the events before the cutoff, and no others
 * @param cutoff T, a UTC midnight, epoch milliseconds
 * @param observed the days with data, of any user; the first is before T
 */
record AsOf(UserHistory history, long cutoff, ObservedDays observed) {
  private static final double DAY_MS = UserHistory.DAY_MS;

  /** The sum of {@code counter} over a window. */
  long sum(Counter counter, Window window) {
    long today = today();
    return history.sum(counter, today - window.from(), today - window.until());
  }

  /** How many events there were in each hour of the day, UTC, over a window; 24 numbers. */
  long[] hours(Window window) {
    long today = today();
    return history.hours(today - window.from(), today - window.until());
  }

  /** The days of the window that were observed. */
  int observedDays(Window window) {
    long today = today();
    return observed.count(today - window.from(), today - window.until());
  }

  /** The sum per observed day; 0 when no day was observed. */
  double rate(Counter counter, Window window) {
    int days = observedDays(window);
    return days == 0 ? 0 : (double) sum(counter, window) / days;
  }

  /** Days since the user's newest event; without one, days since the first observed day began. */
  double recencyDays() {
    Long last = history.lastCounted();
    return daysSince(last == null ? observed.begin() : last);
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

  /** Days since the newest event that {@code counter} counts, {@code most} at most. */
  double daysSince(Counter counter, int most) {
    Long newest = history.newestOf(counter);
    return newest == null ? most : Math.min(most, daysSince(newest));
  }

  private double daysSince(long time) {
    return (cutoff - time) / DAY_MS;
  }

  private long today() {
    return Math.floorDiv(cutoff, UserHistory.DAY_MS);
  }
}
