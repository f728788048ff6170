package sparkify.producer.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is known of one side of a comparison.
 *
 * @param name the name of the input
 * @param users one tally for each user
 * @param nobody one tally for each day that has rows without a user
 * @param malformed lines that are not events
 */
record Profile(
    String name, List<Tally> users, List<Tally> nobody, long malformed, Vocabulary vocabulary) {
  Profile {
    users = List.copyOf(users);
    nobody = List.copyOf(nobody);
  }

  /** The users, then the days of rows without a user. */
  List<Tally> tallies() {
    List<Tally> all = new ArrayList<>(users);
    all.addAll(nobody);
    return all;
  }

  long rows() {
    return tallies().stream().mapToLong(Tally::rows).sum();
  }

  /** The day of the first row, UTC, as an epoch day. */
  long firstDay() {
    return tallies().stream().mapToLong(tally -> tally.first().day()).min().orElse(0);
  }

  /** The day of the last row, UTC, as an epoch day. */
  long lastDay() {
    return tallies().stream().mapToLong(Tally::lastDay).max().orElse(0);
  }

  /** The number of days from the first row's to the last row's. */
  long days() {
    return tallies().isEmpty() ? 0 : lastDay() - firstDay() + 1;
  }

  /** How many of these days are this day of the week, counted from 0 for Monday. */
  long days(int weekday) {
    int until = Math.floorMod(weekday - Trait.weekday(firstDay()), 7);
    return days() / 7 + (until < days() % 7 ? 1 : 0);
  }

  /** How many different things there are. */
  long different(Function<Tally, IntCounts> things) {
    BitSet seen = new BitSet();
    tallies().forEach(tally -> things.apply(tally).forEach((thing, count) -> seen.set(thing)));
    return seen.cardinality();
  }

  /** How many users have a session of each id. */
  Map<Long, Integer> usersBySessionId() {
    Map<Long, Integer> counts = new HashMap<>();
    users.forEach(
        user -> user.sessions().keySet().forEach(id -> counts.merge(id, 1, Integer::sum)));
    return counts;
  }
}
