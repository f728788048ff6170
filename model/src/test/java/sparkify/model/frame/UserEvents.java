package sparkify.model.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Groups and sorts events by user, as Spark does outside of tests. */
final class UserEvents {
  private UserEvents() {}

  /** The examples of all logged-in users, in the order of their ids. */
  static List<Row> examples(List<Row> rows, long horizonMs, long... cutoffs) {
    long first = rows.stream().mapToLong(row -> row.getLong(1)).min().orElseThrow();
    ExamplesOfUser examples = new ExamplesOfUser(cutoffs, first, horizonMs, new FoldHash(1, 5));
    SortedSet<String> users = new TreeSet<>();
    rows.forEach(row -> users.add(row.getString(0)));
    users.remove("");
    List<Row> all = new ArrayList<>();
    for (String user : users) {
      examples.call(user, of(rows, user).iterator()).forEachRemaining(all::add);
    }
    return all;
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
