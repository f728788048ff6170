package sparkify.producer.compare;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one user, or of the rows without a user of one day. Takes the memory of its
 * sessions and different songs, however many rows there are.
 */
final class Tally {
  private final Vocabulary vocabulary;
  private final boolean isUser;
  private final Map<Trait, IntCounts> traits = new EnumMap<>(Trait.class);
  private final IntCounts plays = new IntCounts();
  private final IntCounts days = new IntCounts();
  private final Map<Long, Session> sessions = new HashMap<>();
  private @Nullable Event first;
  private long lastDay = Long.MIN_VALUE;
  private long rows;
  private long bytes;
  private long registeredLater;
  private @Nullable Event cancellation;

  private Tally(Vocabulary vocabulary, boolean isUser) {
    this.vocabulary = vocabulary;
    this.isUser = isUser;
  }

  static Tally ofUser(Vocabulary vocabulary) {
    return new Tally(vocabulary, true);
  }

  static Tally ofNobody(Vocabulary vocabulary) {
    return new Tally(vocabulary, false);
  }

  void add(Event event) {
    for (Trait trait : Trait.values()) {
      int bin = trait.bin(event, vocabulary.labels());
      if (bin != Trait.NONE) {
        rows(trait).add(bin);
      }
    }
    first = first == null || event.ts() < first.ts() ? event : first;
    lastDay = Math.max(lastDay, event.day());
    rows++;
    bytes += event.bytes();
    registeredLater += event.age() < 0 ? 1 : 0;
    days.add((int) event.day());
    sessions.computeIfAbsent(event.session(), id -> new Session()).add(event);
    if (event.isSong()) {
      plays.add(vocabulary.song(event.artist(), event.song()));
    } else if (event.page().equals("Cancellation Confirmation")) {
      cancellation = event;
    }
  }

  boolean isUser() {
    return isUser;
  }

  long rows() {
    return rows;
  }

  long bytes() {
    return bytes;
  }

  /** Rows whose account was registered after them. */
  long registeredLater() {
    return registeredLater;
  }

  /** Rows by the bins of {@code trait}. */
  IntCounts rows(Trait trait) {
    return traits.computeIfAbsent(trait, none -> new IntCounts());
  }

  /** Rows in the bin of {@code trait} that has this name. */
  long rows(Trait trait, String name) {
    return rows(trait).count(vocabulary.labels().number(name));
  }

  long songs() {
    return plays.total();
  }

  /** Plays of songs that were played before. */
  long repeats() {
    return plays.total() - plays.size();
  }

  /** Plays by song. */
  IntCounts plays() {
    return plays;
  }

  /** Plays by artist. */
  IntCounts artists() {
    IntCounts artists = new IntCounts();
    plays.forEach((song, count) -> artists.add(vocabulary.artistOf(song), count));
    return artists;
  }

  /** The user's place, as one count; none if there is no user. */
  IntCounts place() {
    return once(first().location());
  }

  /** The user's agent, likewise. */
  IntCounts agent() {
    return once(first().agent());
  }

  Map<Long, Session> sessions() {
    return sessions;
  }

  /** The hours from the end of each session to the beginning of the next. */
  DoubleStream gaps() {
    List<Session> inOrder =
        sessions.values().stream().sorted(Comparator.comparingLong(Session::first)).toList();
    return IntStream.range(1, inOrder.size())
        .mapToDouble(i -> inOrder.get(i - 1).hoursUntil(inOrder.get(i)));
  }

  /** The number of days, UTC, that have rows. */
  int activeDays() {
    return days.size();
  }

  /** Days from {@code epochDay} to the cancellation; NaN if there is none. */
  double cancelledAfter(long epochDay) {
    return cancellation == null ? Double.NaN : cancellation.daysAfter(epochDay);
  }

  /** The earliest row, which also tells the user's gender and the age of the account. */
  Event first() {
    if (first == null) {
      throw new IllegalStateException("A tally without rows");
    }
    return first;
  }

  /** The day of the last row, UTC, as an epoch day. */
  long lastDay() {
    return lastDay;
  }

  private IntCounts once(String name) {
    IntCounts counts = new IntCounts();
    if (isUser) {
      counts.add(vocabulary.labels().number(name));
    }
    return counts;
  }
}
