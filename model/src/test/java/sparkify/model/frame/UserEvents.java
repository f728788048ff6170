package sparkify.model.frame;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Reads, groups and sorts the lake's events by user, as Spark does outside of tests. */
final class UserEvents {
  private UserEvents() {}

  /** The examples of all logged-in users, in the order of their ids. */
  static List<Row> examples(List<Row> rows, long horizonMs, long... cutoffs) {
    return examples(rows, observed(rows), horizonMs, cutoffs);
  }

  static List<Row> examples(
      List<Row> rows, ObservedDays observed, long horizonMs, long... cutoffs) {
    ExamplesOfUser examples = new ExamplesOfUser(cutoffs, observed, horizonMs, new FoldHash(1, 5));
    SortedSet<String> users = new TreeSet<>();
    rows.forEach(row -> users.add(row.getString(0)));
    users.remove("");
    List<Row> all = new ArrayList<>();
    for (String user : users) {
      List<Row> read =
          of(rows, user).stream()
              .filter(row -> row.getLong(1) >= observed.begin())
              .map(UserEvents::read)
              .toList();
      examples.call(user, read.iterator()).forEachRemaining(all::add);
    }
    return all;
  }

  /** The days that {@code rows} show to have been observed. */
  static ObservedDays observed(List<Row> rows) {
    return volumes(rows).observed();
  }

  static DayVolumes volumes(List<Row> rows) {
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    rows.forEach(
        row -> days.merge(LocalDate.ofEpochDay(row.getLong(1) / 86_400_000), 1L, Long::sum));
    return new DayVolumes(days);
  }

  /** A row as {@link EventRows} reads it. */
  static Row read(Row row) {
    String agent = row.getAs(9);
    String place = row.getAs(10);
    Row withDevice = RandomEvents.with(row, 9, agent == null ? null : Device.of(agent).name());
    return RandomEvents.with(withDevice, 10, place == null ? null : Region.of(place).name());
  }

  /** The events of one user, in order. */
  static List<Row> of(List<Row> rows, String user) {
    Comparator<Row> order = Comparator.comparingLong(row -> row.getLong(1));
    return rows.stream()
        .filter(row -> row.getString(0).equals(user))
        .sorted(
            order
                .thenComparing(row -> row.isNullAt(2) ? -1 : row.getLong(2))
                .thenComparing(row -> row.getInt(3))
                .thenComparing(Row::toString))
        .toList();
  }
}
