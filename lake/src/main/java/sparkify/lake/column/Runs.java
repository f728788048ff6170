package sparkify.lake.column;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** Small numbers in Parquet's hybrid of runs and packed bits. */
final class Runs {
  private static final int LARGEST_SLAB = 64 << 10;

  private Runs() {}

  /**
   * Encodes the first {@code count} of {@code numbers}.
   *
   * @param bits that the largest of them takes
   */
  static BytesInput of(int[] numbers, int count, int bits) {
    RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            bits, slab(count, bits), LARGEST_SLAB, new HeapByteBufferAllocator());
    try {
      for (int i = 0; i < count; i++) {
        encoder.writeInt(numbers[i]);
      }
      return encoder.toBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to write to memory", e);
    }
  }

  /** A page in one slab: all packed, and a header per 63 groups of eight. */
  private static int slab(int count, int bits) {
    return Math.min(LARGEST_SLAB, 64 + count * (bits + 1) / 8);
  }
}
