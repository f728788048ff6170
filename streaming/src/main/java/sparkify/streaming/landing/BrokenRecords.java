package sparkify.streaming.landing;

import java.io.Serial;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import sparkify.common.Incident;
import sparkify.lake.log.StopForGood;

/** A batch of records that the broker delivers, but that nobody can read. */
final class BrokenRecords extends StopForGood {
  @Serial private static final long serialVersionUID = 1L;

  private final int partition;
  private final long offset;

  /**
   * Describes broken records.
   *
   * @param offset the first one
   * @param servers the brokers' addresses
   * @param reason what is wrong with them
   */
  BrokenRecords(TopicPartition partition, long offset, @Nullable Object servers, String reason) {
    super(Incident.RECORDS_BROKEN, text(partition, offset, servers, reason));
    this.partition = partition.partition();
    this.offset = offset;
  }

  private static String text(
      TopicPartition partition, long offset, @Nullable Object servers, String reason) {
    return "Cannot read topic %s partition %d at offset %d: %s, also over a new connection, so the broker's file is damaged; if another replica is intact, stop the broker that leads the partition, delete its folder %s and start it again; otherwise skip the first batch from there on that kafka-dump-log.sh --files SEGMENT.log shows as invalid, with its lastOffset, kafka-delete-records.sh --bootstrap-server %s --offset-json-file FILE deletes up to it, with {\"version\":1,\"partitions\":[{\"topic\":\"%s\",\"partition\":%d,\"offset\":lastOffset + 1}]} in FILE, and streaming.on-data-loss = record-gap records the gap"
        .formatted(
            partition.topic(),
            partition.partition(),
            offset,
            reason,
            partition,
            servers,
            partition.topic(),
            partition.partition());
  }

  /** The broken records that made {@code failure} happen, or null. */
  static @Nullable BrokenRecords in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BrokenRecords broken) {
        return broken;
      }
    }
    return null;
  }

  /** The part of {@code ranges} that can be landed without these records. */
  List<Slice> before(List<Slice> ranges) {
    return ranges.stream()
        .map(r -> r.partition() == partition ? new Slice(partition, r.from(), offset) : r)
        .filter(r -> r.length() > 0)
        .toList();
  }
}
