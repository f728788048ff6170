package sparkify.lake.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import sparkify.common.feed.Utf8Text;

/** Rows of days that have no open file, kept in memory by day. */
final class CollectedRows {
  /** A {@link LandedRow}, its row, their place in a list, and the headers of two arrays. */
  private static final int ROW_BYTES = 112;

  private static final int REFERENCE_BYTES = 4;
  private static final int STRING_BYTES = 56;
  private static final int TEXT_BYTES = 24;
  private static final int NUMBER_BYTES = 24;
  private static final byte[] NONE = {};

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
    String extra = row.row().extra();
    long sum = ROW_BYTES + (extra == null ? 0 : STRING_BYTES + 2L * extra.length());
    byte[] array = NONE;
    for (Object value : row.row().values()) {
      sum += REFERENCE_BYTES;
      if (value instanceof Utf8Text text) {
        // Mostly parts of one array, the record: it counts once.
        sum += TEXT_BYTES + (text.array() == array ? 0 : text.array().length);
        array = text.array();
      } else if (value != null) {
        sum += NUMBER_BYTES;
      }
    }
    return sum;
  }
}
