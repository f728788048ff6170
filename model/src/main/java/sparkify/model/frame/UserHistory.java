package sparkify.model.frame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The history of one user so far. Events are added in time order and features are computed in
 * between, so a feature cannot depend on later events.
 *
 * <p>Copies of an action are neighbours in time order, so they are skipped here at the cost of one
 * comparison. An event on a page whose name begins with "Cancel" shows that the user was seen, and
 * counts for nothing else.
 */
final class UserHistory {
  static final long DAY_MS = Duration.ofDays(1).toMillis();

  private static final String CONFIRMATION = "Cancellation Confirmation";

  private final List<DayCounts> days = new ArrayList<>();
  private final Map<Counter, Long> newestOf = new EnumMap<>(Counter.class);
  private final Sessions sessions = new Sessions();
  private final Profile profile = new Profile();
  private @Nullable Event newest;
  private @Nullable Long churnedAt;
  private @Nullable Long firstCounted;
  private @Nullable Long lastCounted;

  /** Adds the next event, which must not be earlier than the previous one. */
  void add(Event event) {
    Event before = newest;
    if (before != null && event.ts() < before.ts()) {
      throw new IllegalArgumentException(
          "Invalid order of events: " + event.ts() + " after " + before.ts());
    }
    if (before != null && event.isSameAction(before)) {
      return;
    }
    newest = event;
    if (!event.page().startsWith("Cancel")) {
      count(event);
    } else if (churnedAt == null && event.page().equals(CONFIRMATION)) {
      churnedAt = event.ts();
    }
  }

  private void count(Event event) {
    if (firstCounted == null) {
      firstCounted = event.ts();
    }
    lastCounted = event.ts();
    DayCounts day = day(Math.floorDiv(event.ts(), DAY_MS));
    day.add(Counter.EVENTS, 1);
    day.addHour(event.ts());
    addIf(day.isWeekend(), day, Counter.WEEKEND_EVENTS);
    addIf("paid".equals(event.level()), day, Counter.EVENTS_PAID);
    addIf(event.isError(), day, Counter.ERRORS);
    addIf(profile.changesLevel(event.level()), day, Counter.LEVEL_CHANGES);
    Counter page = Counter.ofPage(event.page());
    if (page != null) {
      addIf(true, day, page);
    }
    if (page == Counter.SONGS) {
      day.add(Counter.LISTENING_MS, event.lengthMs());
    }
    countSession(event, day);
    profile.add(event);
  }

  private void countSession(Event event, DayCounts day) {
    Sessions.Step step = sessions.add(event);
    addIf(step.begins(), day, Counter.SESSIONS);
    addIf(step.cutsShort(), day, Counter.SONGS_CUT_SHORT);
    day.add(Counter.SESSION_MS, step.ms());
  }

  private void addIf(boolean counts, DayCounts day, Counter counter) {
    if (counts) {
      day.add(counter, 1);
      newestOf.put(counter, lastCounted);
    }
  }

  private DayCounts day(long epochDay) {
    DayCounts last = days.isEmpty() ? null : days.get(days.size() - 1);
    if (last != null && last.epochDay() == epochDay) {
      return last;
    }
    DayCounts day = new DayCounts(epochDay);
    day.add(Counter.ACTIVE_DAYS, 1);
    days.add(day);
    return day;
  }

  /** Whether the user has been seen and has not churned. */
  boolean isActive() {
    return newest != null && churnedAt == null;
  }

  /** When the user churned, epoch milliseconds, or null. */
  @Nullable Long churnedAt() {
    return churnedAt;
  }

  /** Time of the first event that counts, epoch milliseconds, or null. */
  @Nullable Long firstCounted() {
    return firstCounted;
  }

  /** Time of the newest event that counts, epoch milliseconds, or null. */
  @Nullable Long lastCounted() {
    return lastCounted;
  }

  /** Time of the newest event that {@code counter} counts by ones, epoch milliseconds, or null. */
  @Nullable Long newestOf(Counter counter) {
    return newestOf.get(counter);
  }

  Profile profile() {
    return profile;
  }

  Sessions sessions() {
    return sessions;
  }

  /** The sum over UTC days, {@code from} inclusive to {@code until} exclusive. */
  long sum(Counter counter, long from, long until) {
    long sum = 0;
    for (int i = days.size() - 1; i >= 0 && days.get(i).epochDay() >= from; i--) {
      if (days.get(i).epochDay() < until) {
        sum += days.get(i).count(counter);
      }
    }
    return sum;
  }

  /** Events per hour of the day over such days. */
  long[] hours(long from, long until) {
    long[] sums = new long[DayCounts.HOURS];
    for (int i = days.size() - 1; i >= 0 && days.get(i).epochDay() >= from; i--) {
      for (int hour = 0; days.get(i).epochDay() < until && hour < sums.length; hour++) {
        sums[hour] += days.get(i).hour(hour);
      }
    }
    return sums;
  }
}
