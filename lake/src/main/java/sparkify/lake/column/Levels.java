package sparkify.lake.column;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Which rows of a page have a value: a bit each, the lowest first, as Parquet packs them. */
final class Levels {
  private byte[] bits = new byte[16];
  private int rows;
  private int values;

  int rows() {
    return rows;
  }

  /** Rows with a value. */
  int values() {
    return values;
  }

  void addValue() {
    require();
    bits[rows >> 3] |= (byte) (1 << (rows & 7));
    rows++;
    values++;
  }

  void addNull() {
    require();
    rows++;
  }

  void clear() {
    Arrays.fill(bits, (byte) 0);
    rows = 0;
    values = 0;
  }

  /** The definition levels of an optional column, after their length in bytes. */
  BytesInput encoded() {
    boolean allTheSame = values == 0 || values == rows;
    BytesInput runs = allTheSame ? repeated(values == 0 ? 0 : 1) : packed();
    return BytesInput.concat(BytesInput.fromInt(Math.toIntExact(runs.size())), runs);
  }

  private BytesInput repeated(int level) {
    return BytesInput.concat(
        BytesInput.fromUnsignedVarInt(rows << 1), BytesInput.from(new byte[] {(byte) level}));
  }

  private BytesInput packed() {
    int groups = (rows + 7) >> 3;
    return BytesInput.concat(
        BytesInput.fromUnsignedVarInt(groups << 1 | 1), BytesInput.from(bits, 0, groups));
  }

  private void require() {
    if (rows == bits.length << 3) {
      bits = Arrays.copyOf(bits, 2 * bits.length);
    }
  }
}
