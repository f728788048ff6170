package sparkify.lake.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of days that have no open file, kept in memory by day. */
final class CollectedRows {
  /** A {@link LandedRow}, its row, their place in a list, and the header of the array of values. */
  private static final int ROW_BYTES = 96;

  private static final int REFERENCE_BYTES = 4;
  private static final int STRING_BYTES = 56;
  private static final int NUMBER_BYTES = 24;

  private SortedMap<Long, List<LandedRow>> days = new TreeMap<>();
  private long bytes;

  /** Adds a row and returns how much memory it takes, by an estimate. */
  long add(long day, LandedRow row) {
    days.computeIfAbsent(day, d -> new ArrayList<>()).add(row);
    long added = bytes(row);
    bytes += added;
    return added;
  }

  /** The memory that the rows take, by an estimate. */
  long bytes() {
    return bytes;
  }

  /** Removes and returns all rows, by day. */
  SortedMap<Long, List<LandedRow>> removeAll() {
    SortedMap<Long, List<LandedRow>> all = days;
    days = new TreeMap<>();
    bytes = 0;
    return all;
  }

  private static long bytes(LandedRow row) {
    long sum = ROW_BYTES + bytes(row.row().extra());
    for (Object value : row.row().values()) {
      sum += REFERENCE_BYTES + bytes(value);
    }
    return sum;
  }

  private static long bytes(@Nullable Object value) {
    if (value instanceof String text) {
      return STRING_BYTES + 2L * text.length();
    }
    return value == null ? 0 : NUMBER_BYTES;
  }
}
