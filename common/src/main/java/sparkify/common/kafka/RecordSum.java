package sparkify.common.kafka;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What records hold, in 64 bits: the sum modulo 2⁶⁴ of the hash of each. Records may be added in
 * any order, and the sums of two parts of a range add up to the range's.
 *
 * <p>The hash is XXH64 with seed 0, of these bytes in turn: the offset; the key's length, or -1
 * when it has none; the key; the value's length, or -1; the value. Numbers are little-endian, an
 * offset has 8 bytes and a length 4. Sums are kept in the commit log, so this may never change.
 *
 * <p>Not thread-safe.
 */
public final class RecordSum {
  private static final XXHash64 XXH64 = XXHashFactory.fastestJavaInstance().hash64();
  private static final int NUMBERS_BYTES = Long.BYTES + 2 * Integer.BYTES;
  private static final int FIRST_BYTES = 4_096;

  private ByteBuffer buffer = allocate(FIRST_BYTES);
  private long sum;

  /** Adds a record. */
  public void add(ConsumerRecord<byte[], byte[]> item) {
    add(item.offset(), item.key(), item.value());
  }

  /** Adds a record with these contents. */
  public void add(long offset, byte @Nullable [] key, byte @Nullable [] value) {
    int needed = Math.addExact(NUMBERS_BYTES, Math.addExact(length(key), length(value)));
    if (buffer.capacity() < needed) {
      buffer = allocate(Math.max(needed, 2 * buffer.capacity()));
    }
    buffer.clear().putLong(offset);
    put(key);
    put(value);
    sum += XXH64.hash(buffer.flip(), 0);
  }

  /** The sum of the records added so far; 0 when there are none. */
  public long value() {
    return sum;
  }

  /** Begins again with no records. */
  public void reset() {
    sum = 0;
  }

  private void put(byte @Nullable [] bytes) {
    if (bytes == null) {
      buffer.putInt(-1);
    } else {
      buffer.putInt(bytes.length).put(bytes);
    }
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
