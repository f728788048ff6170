package sparkify.cli.status;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparkify.common.Incident;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.LogState.PartitionTotals;

/**
 * How far one partition has landed.
 *
 * @param begin the first offset that Kafka still has
 * @param next the next offset to land
 * @param lastStable the last stable offset: what can land now ends here
 * @param logEnd the offset after the last record
 */
record Lag(int partition, long begin, long next, long lastStable, long logEnd) {

  /**
   * The partitions of {@code topic} by what the lake has of them. An opened lake lands a partition
   * that was added to the topic from offset 0 on, a new one from where the topic begins.
   */
  static List<Lag> of(TopicState topic, LakeLook lake) {
    Map<Integer, Lag> lags = new TreeMap<>();
    topic
        .begin()
        .forEach(
            (partition, begin) -> {
              PartitionTotals totals = lake.partitions().get(partition);
              long unknown = lake.topic() == null ? begin : 0;
              long next = totals == null ? unknown : totals.committed();
              long end = topic.end().getOrDefault(partition, begin);
              long logEnd = topic.logEnd().getOrDefault(partition, end);
              lags.put(partition, new Lag(partition, begin, next, end, logEnd));
            });
    return List.copyOf(lags.values());
  }

  /** Why this partition cannot go on as it is, if so. */
  void addTrouble(List<Look.Trouble> to) {
    if (next > lastStable) {
      to.add(
          new Look.Trouble(
              Incident.LANDED_BEYOND_END,
              "partition %d: the lake has landed up to offset %d, but Kafka's records end at %d"
                  .formatted(partition, next, lastStable)));
    } else if (next < begin) {
      to.add(
          new Look.Trouble(
              Incident.RECORDS_LOST,
              "partition %d: the next offset to land is %d, but Kafka's records begin at %d"
                  .formatted(partition, next, begin)));
    }
  }

  /** Offsets that could land now. */
  long lag() {
    return Math.max(0, lastStable - Math.max(begin, next));
  }

  /** Offsets that could land if all transactions ended. */
  long lagToLogEnd() {
    return Math.max(0, logEnd - Math.max(begin, next));
  }

  /** Offsets that wait for a transaction to end. */
  long heldBack() {
    return logEnd - lastStable;
  }
}
