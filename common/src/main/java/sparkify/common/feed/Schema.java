package sparkify.common.feed;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a feed, in order.
 *
 * @param time the name of the required LONG column that holds the row's time in epoch milliseconds,
 *     UTC; rows are partitioned by its day. Null for rows without a time, which are not partitioned
 * @param key the name of the column that holds the Kafka key: rows that belong together have the
 *     same, and compaction puts them next to each other
 */
public record Schema(List<Column> columns, @Nullable String time, String key)
    implements Serializable {
  public Schema {
    columns = List.copyOf(columns);
  }

  /** Columns of rows that have no time. */
  public static Schema withoutTime(List<Column> columns, String key) {
    return new Schema(columns, null, key);
  }

  /** The index of the column {@code name}, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
