package sparkify.cli.status;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.LogState.PartitionTotals;

/**
 * How far one partition has landed.
 *
 * @param next the next offset to land
 * @param lastStable the last stable offset: what can land now ends here
 * @param logEnd the offset after the last record
 */
record Lag(int partition, long next, long lastStable, long logEnd) {

  static List<Lag> of(TopicState topic, Map<Integer, PartitionTotals> landed) {
    Map<Integer, Lag> lags = new TreeMap<>();
    topic
        .begin()
        .forEach(
            (partition, begin) -> {
              PartitionTotals totals = landed.get(partition);
              long next = totals == null ? begin : totals.committed();
              long end = topic.end().getOrDefault(partition, begin);
              long logEnd = topic.logEnd().getOrDefault(partition, end);
              lags.put(partition, new Lag(partition, next, end, logEnd));
            });
    return List.copyOf(lags.values());
  }

  /** Offsets that could land now. */
  long lag() {
    return Math.max(0, lastStable - next);
  }

  /** Offsets that could land if all transactions ended. */
  long lagToLogEnd() {
    return Math.max(0, logEnd - next);
  }

  /** Offsets that wait for a transaction to end. */
  long heldBack() {
    return logEnd - lastStable;
  }
}
