package sparkify.lake.column;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;

/** The values of a page as numbers of entries of a dictionary. */
final class Ids {
  private int[] ids = new int[32];
  private int count;

  int count() {
    return count;
  }

  int at(int index) {
    return ids[index];
  }

  void add(int id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = id;
  }

  void clear() {
    count = 0;
  }

  /**
   * The ids in the width that they need, after that width.
   *
   * @param entries of the dictionary
   */
  BytesInput encoded(int entries) {
    int bits = BytesUtils.getWidthFromMaxInt(entries - 1);
    return BytesInput.concat(BytesInput.from(new byte[] {(byte) bits}), Runs.of(ids, count, bits));
  }

  /** The size of {@link #encoded} in bytes, without runs. */
  long bytes(int entries) {
    return 1 + (long) count * BytesUtils.getWidthFromMaxInt(entries - 1) / Byte.SIZE;
  }

  /** Each id once, in the order of the first use. */
  int[] distinct(int entries) {
    boolean[] seen = new boolean[entries];
    int[] distinct = new int[Math.min(entries, count)];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (!seen[ids[i]]) {
        seen[ids[i]] = true;
        distinct[found++] = ids[i];
      }
    }
    return Arrays.copyOf(distinct, found);
  }
}
