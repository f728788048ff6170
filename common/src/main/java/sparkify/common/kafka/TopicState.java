package sparkify.common.kafka;

import java.util.Map;

/**
 * A topic as the broker described it at one moment.
 *
 * @param topicId the identity that a deleted and re-created topic of the same name does not have
 * @param begin the first offset of each partition that can still be read
 * @param end the offset after the last that a {@code read_committed} reader gets, by partition
 */
public record TopicState(
    String name, String topicId, int partitions, Map<Integer, Long> begin, Map<Integer, Long> end) {

  public TopicState {
    begin = Map.copyOf(begin);
    end = Map.copyOf(end);
  }

  /** Offsets between begin and end, over all partitions. */
  public long size() {
    return sum(end) - sum(begin);
  }

  private static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
