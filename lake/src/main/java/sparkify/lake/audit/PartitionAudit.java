package sparkify.lake.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.LogState.PartitionTotals;

/**
 * What became of the offsets of one partition.
 *
 * @param start the offset the table begins at
 * @param begin the first offset the broker still has
 * @param end the offset after the last that a read_committed reader gets
 * @param committed the next offset to land
 * @param backlog how many offsets are still to land
 */
@JsonPropertyOrder({
  "topic",
  "partition",
  "start",
  "begin",
  "end",
  "committed",
  "landed",
  "rejected",
  "gaps",
  "absent",
  "backlog"
})
public record PartitionAudit(
    String topic,
    int partition,
    long start,
    long begin,
    long end,
    long committed,
    long landed,
    long rejected,
    long gaps,
    long absent,
    long backlog) {

  static PartitionAudit of(TopicState topic, int partition, PartitionTotals totals) {
    long end = topic.end().getOrDefault(partition, totals.committed());
    return new PartitionAudit(
        topic.name(),
        partition,
        totals.start(),
        topic.begin().getOrDefault(partition, totals.committed()),
        end,
        totals.committed(),
        totals.landed(),
        totals.rejected(),
        totals.gaps(),
        totals.absent(),
        Math.max(0, end - totals.committed()));
  }

  /** A partition that the log does not know yet: all of it is still to land. */
  static PartitionAudit unknown(TopicState topic, int partition) {
    long begin = topic.begin().getOrDefault(partition, 0L);
    return of(topic, partition, PartitionTotals.from(begin));
  }

  /** The number of offsets that the table covers. */
  long offsets() {
    return committed - start;
  }

  /** The first offset of the table that the broker still has. */
  long firstHeld() {
    return Math.max(start, begin);
  }

  long accounted() {
    return landed + rejected + gaps + absent;
  }
}
