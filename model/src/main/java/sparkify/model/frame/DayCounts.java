package sparkify.model.frame;

/** What is counted of one user on one UTC day. */
@SuppressWarnings("EnumOrdinal") // Arrays save memory: there is one per user and day.
final class DayCounts {
  static final int HOURS = 24;
  private static final long HOUR_MS = UserHistory.DAY_MS / HOURS;

  private final long epochDay;
  private final long[] counts = new long[Counter.values().length];
  private final int[] hours = new int[HOURS];

  DayCounts(long epochDay) {
    this.epochDay = epochDay;
  }

  long epochDay() {
    return epochDay;
  }

  /** Whether it is a Saturday or Sunday. */
  boolean isWeekend() {
    return Math.floorMod(epochDay + 5, 7) < 2; // Day 0, 1 January 1970, was a Thursday.
  }

  void add(Counter counter, long count) {
    counts[counter.ordinal()] += count;
  }

  /** Notes the hour of an event of this day. */
  void addHour(long ts) {
    hours[(int) (Math.floorMod(ts, UserHistory.DAY_MS) / HOUR_MS)]++;
  }

  long count(Counter counter) {
    return counts[counter.ordinal()];
  }

  /** Number of events in an hour, 0 to 23, UTC. */
  int hour(int hour) {
    return hours[hour];
  }
}
