package sparkify.lake.audit;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sparkify.common.kafka.RecordSum;
import sparkify.lake.audit.Contents.Counts;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.log.Manifest.Range;

/**
 * Compares the records that the broker delivers of one partition with the sums of the ranges that
 * landed, as far as it still has all of a range.
 */
final class RangeSums {
  private final List<Range> ranges;
  private final Problems problems;
  private final Counts counts;

  /** The first range that is not done; {@code sum} and {@code delivered} are of its records. */
  private int at;

  private final RecordSum sum = new RecordSum();
  private long delivered;

  /**
   * @param ranges of the partition, in order
   * @param from the first offset that is re-read
   */
  RangeSums(List<Range> ranges, long from, Problems problems, Counts counts) {
    this.ranges = ranges;
    this.problems = problems;
    this.counts = counts;
    forget(from);
  }

  /** Adds the next record. */
  void add(ConsumerRecord<byte[], byte[]> item) {
    end(item.offset());
    if (at < ranges.size() && ranges.get(at).from() <= item.offset()) {
      sum.add(item);
      delivered++;
    }
  }

  /** The broker no longer has what is before {@code begin}. */
  void forget(long begin) {
    while (at < ranges.size() && ranges.get(at).from() < begin) {
      counts.rangesGone.increment();
      next();
    }
  }

  /** Everything before {@code until} has been delivered. */
  void end(long until) {
    while (at < ranges.size() && ranges.get(at).until() <= until) {
      compare(ranges.get(at));
      next();
    }
  }

  /** Nothing more is delivered: the ranges that are left cannot be compared. */
  void finish() {
    counts.rangesGone.add(ranges.size() - at);
    at = ranges.size();
  }

  private void compare(Range range) {
    Long logged = range.sum();
    if (logged == null) {
      counts.rangesWithoutSum.increment();
      return;
    }
    counts.ranges.increment();
    long landed = range.landed() + range.rejected();
    if (logged != sum.value() || landed != delivered) {
      problems.add(
          Kind.CONTENT,
          "partition %d, offsets %d to %d: Kafka delivers %d records with the sum %016x, but %d with the sum %016x landed"
              .formatted(
                  range.partition(),
                  range.from(),
                  range.until() - 1,
                  delivered,
                  sum.value(),
                  landed,
                  logged));
    }
  }

  private void next() {
    at++;
    sum.reset();
    delivered = 0;
  }
}
