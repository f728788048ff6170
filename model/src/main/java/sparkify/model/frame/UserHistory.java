package sparkify.model.frame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  private final List<Day> days = new ArrayList<>();
  private final Set<Long> sessions = new HashSet<>();
  private final Set<String> songs = new HashSet<>();
  private final Set<String> artists = new HashSet<>();
  private final Profile profile = new Profile();
  private @Nullable Event newest;
  private @Nullable Long churnedAt;
  private @Nullable Long firstCounted;
  private @Nullable Long lastCounted;

  /** Counts of one UTC day. */
  @SuppressWarnings("EnumOrdinal") // An array saves memory: there is one per user and day.
  private static final class Day {
    private final long epochDay;
    private final long[] counts = new long[Counter.values().length];

    Day(long epochDay) {
      this.epochDay = epochDay;
    }

    void add(Counter counter, long count) {
      counts[counter.ordinal()] += count;
    }

    long count(Counter counter) {
      return counts[counter.ordinal()];
    }
  }

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
    profile.add(event);
    Day day = day(Math.floorDiv(event.ts(), DAY_MS));
    day.add(Counter.EVENTS, 1);
    addIf("paid".equals(event.level()), day, Counter.EVENTS_PAID);
    addIf(event.isError(), day, Counter.ERRORS);
    Long session = event.sessionId();
    addIf(session != null && sessions.add(session), day, Counter.SESSIONS);
    Counter page = Counter.ofPage(event.page());
    if (page != null) {
      day.add(page, 1);
    }
    if (page == Counter.SONGS) {
      countSong(event, day);
    }
  }

  private void countSong(Event event, Day day) {
    day.add(Counter.LISTENING_MS, milliseconds(event.length()));
    String artist = event.artist();
    String song = event.song();
    addIf(artist != null && artists.add(artist), day, Counter.NEW_ARTISTS);
    addIf(song != null && songs.add(artist + "\n" + song), day, Counter.NEW_SONGS);
  }

  private static void addIf(boolean counts, Day day, Counter counter) {
    if (counts) {
      day.add(counter, 1);
    }
  }

  /**
   * Milliseconds, limited to 0 … one day, so that an absurd length neither overflows nor subtracts.
   */
  private static long milliseconds(@Nullable Double seconds) {
    return seconds == null ? 0 : Math.min(DAY_MS, Math.max(0, Math.round(seconds * 1000)));
  }

  private Day day(long epochDay) {
    Day last = days.isEmpty() ? null : days.get(days.size() - 1);
    if (last != null && last.epochDay == epochDay) {
      return last;
    }
    Day day = new Day(epochDay);
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

  Profile profile() {
    return profile;
  }

  /** The sum over UTC days, {@code from} inclusive to {@code until} exclusive. */
  long sum(Counter counter, long from, long until) {
    long sum = 0;
    for (int i = days.size() - 1; i >= 0 && days.get(i).epochDay >= from; i--) {
      if (days.get(i).epochDay < until) {
        sum += days.get(i).count(counter);
      }
    }
    return sum;
  }
}
