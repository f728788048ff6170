package sparkify.common.kafka;

import java.util.Map;

/**
 * A topic as the broker described it at one point in time.
 *
 * @param topicId Kafka's id of the topic, which changes when it is deleted and created again
 * @param begin the first offset that can still be read, by partition
 * @param end the offset after the last one that a {@code read_committed} reader gets, by partition
 */
public record TopicState(
    String name, String topicId, int partitions, Map<Integer, Long> begin, Map<Integer, Long> end) {

  public TopicState {
    begin = Map.copyOf(begin);
    end = Map.copyOf(end);
  }

  /** The number of offsets between begin and end, over all partitions. */
  public long size() {
    return sum(end) - sum(begin);
  }

  private static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
