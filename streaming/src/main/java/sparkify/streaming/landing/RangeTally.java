package sparkify.streaming.landing;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import sparkify.common.kafka.RecordSum;
import sparkify.lake.log.Manifest.Last;
import sparkify.lake.log.Manifest.Range;

/**
 * Counts what became of each offset of a slice while its records are read. Absent offsets are those
 * that reading was seen to pass over, not whatever is missing to the slice's length: the driver can
 * then tell a miscount.
 */
final class RangeTally {
  private final Slice slice;
  private final RecordSum sum = new RecordSum();
  private long landed;
  private long rejected;
  private long absent;
  private long bytes;
  private long newest;

  /** Everything before it is counted. */
  private long next;

  private @Nullable Last last;

  RangeTally(Slice slice) {
    this.slice = slice;
    this.next = slice.from();
  }

  void landed(ConsumerRecord<byte[], byte[]> item) {
    count(item);
    landed++;
  }

  void rejected(ConsumerRecord<byte[], byte[]> item) {
    count(item);
    rejected++;
  }

  private void count(ConsumerRecord<byte[], byte[]> item) {
    passed(item.offset());
    next = item.offset() + 1;
    item.leaderEpoch().ifPresent(epoch -> last = new Last(item.offset(), epoch));
    newest = Math.max(newest, item.timestamp());
    sum.add(item);
    bytes += Math.max(0, item.serializedKeySize()) + Math.max(0, item.serializedValueSize());
  }

  /** Counts the offsets before {@code offset} that hold no record for this reader. */
  void passed(long offset) {
    if (offset < next || offset > slice.until()) {
      throw new IllegalStateException(
          "Cannot count offset %d of %s: the next one is %d".formatted(offset, slice, next));
    }
    absent += offset - next;
    next = offset;
  }

  /** Keys and values of the records. */
  long bytes() {
    return bytes;
  }

  /** The latest time at which a record was sent, epoch milliseconds; 0 without records. */
  long newest() {
    return newest;
  }

  /** The counts so far; they add up to the slice once reading has passed its end. */
  Range range() {
    return new Range(
        slice.partition(),
        slice.from(),
        slice.until(),
        landed,
        rejected,
        absent,
        last,
        sum.value());
  }
}
