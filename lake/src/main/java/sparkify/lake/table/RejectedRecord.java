package sparkify.lake.table;

import org.jspecify.annotations.Nullable;
import sparkify.common.feed.Parsed;

/**
 * A record that could not become a row, with its bytes as received.
 *
 * @param timestamp when the record was sent, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way into a file; never compared.
public record RejectedRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    Parsed.Rejected rejected,
    byte @Nullable [] key,
    byte @Nullable [] value) {

  /** The same record, rejected for another reason. */
  public RejectedRecord rejectedFor(Parsed.Rejected other) {
    return new RejectedRecord(topic, partition, offset, timestamp, other, key, value);
  }
}
