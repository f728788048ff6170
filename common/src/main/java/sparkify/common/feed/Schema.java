package sparkify.common.feed;

import java.io.Serializable;
import java.util.List;

/**
 * The columns of a feed, in order.
 *
 * @param time the name of the required LONG column that holds the row's time in epoch milliseconds,
 *     UTC; rows are partitioned by its day
 */
public record Schema(List<Column> columns, String time) implements Serializable {
  public Schema {
    columns = List.copyOf(columns);
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
