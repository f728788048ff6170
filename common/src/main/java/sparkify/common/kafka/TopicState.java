package sparkify.common.kafka;

import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as the broker described it at one point in time.
 *
 * @param topicId Kafka's id of the topic, which changes when it is deleted and created again
 * @param begin the first offset that can still be read, by partition
 * @param end the last stable offset, by partition: the one after the last that a {@code
 *     read_committed} reader gets
 * @param logEnd the offset after the last record, committed or not, by partition; never below end
 */
public record TopicState(
    String name,
    String topicId,
    int partitions,
    Map<Integer, Long> begin,
    Map<Integer, Long> end,
    Map<Integer, Long> logEnd) {

  public TopicState {
    begin = Map.copyOf(begin);
    end = Map.copyOf(end);
    logEnd = Map.copyOf(logEnd);
  }

  /** The number of offsets between begin and end, over all partitions. */
  public long size() {
    return sum(end) - sum(begin);
  }

  /** The number of offsets that wait for a transaction to end, by partition; none are zero. */
  public Map<Integer, Long> heldBack() {
    Map<Integer, Long> heldBack = new TreeMap<>();
    logEnd.forEach(
        (partition, last) -> heldBack.put(partition, last - end.getOrDefault(partition, last)));
    heldBack.values().removeIf(offsets -> offsets == 0);
    return heldBack;
  }

  private static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
