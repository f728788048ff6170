package sparkify.lake.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** A growing array of bytes, with numbers as Parquet's PLAIN encoding has them: little-endian. */
final class PageBuffer {
  private static final int FIRST_BYTES = 128;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  int size() {
    return size;
  }

  /** The array with the bytes, which the next addition may replace. */
  byte[] array() {
    return bytes;
  }

  /** The bytes themselves, to be used before anything is added. */
  BytesInput input() {
    return BytesInput.from(bytes, 0, size);
  }

  void clear() {
    size = 0;
  }

  void addInt(int value) {
    require(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void addLong(long value) {
    require(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Adds the length of a text, and the text. */
  void addText(byte[] text, int from, int length) {
    require(Integer.BYTES + length);
    INTS.set(bytes, size, length);
    System.arraycopy(text, from, bytes, size + Integer.BYTES, length);
    size += Integer.BYTES + length;
  }

  int intAt(int place) {
    return (int) INTS.get(bytes, place);
  }

  long longAt(int place) {
    return (long) LONGS.get(bytes, place);
  }

  private void require(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }
}
