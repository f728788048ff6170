package sparkify.streaming.landing;

import java.util.ArrayList;
import java.util.List;

/**
 * Bounds a batch by the bytes of its records, which only reading them tells: it expects as many per
 * offset as the latest batches had.
 */
final class BatchBound {
  private final long maxBytes;

  /** Of the batches so far, each of them counting half as much as the one after it. */
  private double offsets;

  private double bytes;

  BatchBound(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Records what a batch turned out to hold. */
  void landed(long batchOffsets, long batchBytes) {
    offsets = offsets / 2 + batchOffsets;
    bytes = bytes / 2 + batchBytes;
  }

  /**
   * The beginning of {@code ranges} that fits into one batch, the same share of each; everything
   * before the first batch has landed.
   *
   * @return at least one offset
   */
  List<Slice> first(List<Slice> ranges) {
    long total = ranges.stream().mapToLong(Slice::length).sum();
    long fitting = bytes == 0 ? total : (long) (maxBytes / (bytes / offsets));
    long parts = Math.max(1, divideUp(total, Math.max(1, fitting)));
    List<Slice> first = new ArrayList<>();
    long before = 0;
    for (Slice range : ranges) {
      long after = before + range.length();
      long until = range.from() + divideUp(after, parts) - divideUp(before, parts);
      if (until > range.from()) {
        first.add(new Slice(range.partition(), range.from(), until));
      }
      before = after;
    }
    return first;
  }

  private static long divideUp(long number, long by) {
    return (number + by - 1) / by;
  }
}
