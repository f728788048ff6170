package sparkify.lake.audit;

import java.util.HashMap;
import java.util.Map;

/** A set of offsets, one bit each, in blocks of a million that are allocated when first needed. */
final class OffsetSet {
  private static final int BLOCK_BITS = 20;
  private static final long IN_BLOCK = (1L << BLOCK_BITS) - 1;

  private final Map<Long, long[]> blocks = new HashMap<>();
  private long size;

  /** The block used last: offsets come in runs. */
  private long lastKey = -1;

  private long[] last = {};

  /** Returns false if it was already present. */
  boolean add(long offset) {
    long[] block = block(offset >> BLOCK_BITS);
    int word = (int) ((offset & IN_BLOCK) >> 6);
    long bit = 1L << offset;
    if ((block[word] & bit) != 0) {
      return false;
    }
    block[word] |= bit;
    size++;
    return true;
  }

  boolean contains(long offset) {
    long[] block = blocks.get(offset >> BLOCK_BITS);
    return block != null && (block[(int) ((offset & IN_BLOCK) >> 6)] & 1L << offset) != 0;
  }

  /** The first member at or after {@code from}, or -1 if there is none before {@code until}. */
  long next(long from, long until) {
    for (long offset = from; offset < until; offset++) {
      if (contains(offset)) {
        return offset;
      }
      if ((offset & IN_BLOCK) == 0 && !blocks.containsKey(offset >> BLOCK_BITS)) {
        offset += IN_BLOCK;
      }
    }
    return -1;
  }

  long size() {
    return size;
  }

  private long[] block(long key) {
    if (key != lastKey) {
      last = blocks.computeIfAbsent(key, k -> new long[1 << (BLOCK_BITS - 6)]);
      lastKey = key;
    }
    return last;
  }
}
