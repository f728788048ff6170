package sparkify.lake.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of a table's contents an audit could compare, whatever the outcome.
 *
 * @param files files whose bytes were compared with their digest
 * @param filesWithoutDigest files of earlier versions: of these, only the checksums that Parquet
 *     keeps of each page were checked
 * @param ranges ranges whose records at the broker were compared with their sum
 * @param rangesWithoutSum ranges that earlier versions landed
 * @param rangesGone ranges that the broker no longer has, or not as they were: its retention or
 *     compaction has deleted some of their records, or the topic is another one
 */
@JsonPropertyOrder({"files", "filesWithoutDigest", "ranges", "rangesWithoutSum", "rangesGone"})
public record Contents(
    long files, long filesWithoutDigest, long ranges, long rangesWithoutSum, long rangesGone) {

  /** Counts while the audit runs. Thread-safe. */
  static final class Counts {
    final LongAdder files = new LongAdder();
    final LongAdder filesWithoutDigest = new LongAdder();
    final LongAdder ranges = new LongAdder();
    final LongAdder rangesWithoutSum = new LongAdder();
    final LongAdder rangesGone = new LongAdder();

    Contents contents() {
      return new Contents(
          files.sum(),
          filesWithoutDigest.sum(),
          ranges.sum(),
          rangesWithoutSum.sum(),
          rangesGone.sum());
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "files with a digest: %d, without: %d; ranges compared with Kafka: %d, without a sum: %d, no longer whole in Kafka: %d",
        files,
        filesWithoutDigest,
        ranges,
        rangesWithoutSum,
        rangesGone);
  }
}
