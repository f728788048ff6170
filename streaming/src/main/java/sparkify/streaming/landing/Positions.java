package sparkify.streaming.landing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import sparkify.common.Incident;
import sparkify.common.OperatorError;
import sparkify.common.config.StreamingSettings.OnDataLoss;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.LogState;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.Cut;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Last;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.StopForGood;

/** Compares the log with the broker: where each partition resumes, or why it cannot. */
final class Positions {
  private Positions() {}

  /**
   * Settles where to resume.
   *
   * @param cutAt where {@link LogCheck} found the log to be cut, by partition
   * @throws StopForGood when the topic is a different one, what landed last is gone, or the next
   *     offsets are gone or landed ones replaced and that may not be recorded
   */
  static Opening settle(
      LogState state, TopicState topic, Map<Integer, Long> cutAt, OnDataLoss onDataLoss) {
    requireSameTopic(state, topic);
    requireReached(state, topic);
    Map<Integer, Long> positions = new TreeMap<>();
    List<Gap> gaps = new ArrayList<>();
    for (var entry : topic.begin().entrySet()) {
      int partition = entry.getKey();
      long begin = entry.getValue();
      long at = next(state, partition, begin);
      if (at < begin && onDataLoss == OnDataLoss.STOP) {
        throw new StopForGood(
            Incident.RECORDS_LOST,
            resume(topic, partition, at)
                + "Kafka's records begin at %d; set streaming.on-data-loss = record-gap to record the gap and resume"
                    .formatted(begin));
      }
      if (at < begin) {
        gaps.add(new Gap(partition, at, begin));
      }
      positions.put(partition, Math.max(at, begin));
    }
    return new Opening(
        new Topic(topic.name(), topic.topicId(), topic.partitions()),
        positions,
        gaps,
        cuts(state, topic, cutAt, onDataLoss));
  }

  /**
   * The next offset to land. A fresh table begins where the topic does by now; a partition that was
   * added to a topic that lands already begins at 0, or its first records would be lost unseen.
   */
  private static long next(LogState state, int partition, long begin) {
    return state.committed().getOrDefault(partition, state.topic() == null ? begin : 0L);
  }

  private static List<Cut> cuts(
      LogState state, TopicState topic, Map<Integer, Long> cutAt, OnDataLoss onDataLoss) {
    List<Cut> cuts = new ArrayList<>();
    cutAt.forEach(
        (partition, from) -> {
          PartitionTotals totals = Objects.requireNonNull(state.partitions().get(partition));
          Cut cut = new Cut(partition, Math.max(from, totals.start()), totals.committed());
          if (onDataLoss == OnDataLoss.STOP) {
            throw new StopForGood(Incident.LOG_CUT, cutText(topic, cut, totals.last()));
          }
          cuts.add(cut);
        });
    return cuts;
  }

  /**
   * Refuses to go on with a log that was cut while the table is open. A cut that may be recorded is
   * recorded by the next opening; one of what has not landed yet only needs another reading.
   */
  static void requireUncut(
      LogState state, TopicState topic, Map<Integer, Long> cutAt, OnDataLoss onDataLoss) {
    Map<Integer, Long> ofLanded = new TreeMap<>(cutAt);
    ofLanded.entrySet().removeIf(cut -> cut.getValue() >= next(state, cut.getKey(), 0));
    cuts(state, topic, ofLanded, onDataLoss);
    if (!cutAt.isEmpty()) {
      throw new OperatorError(
          "Cannot commit a batch of topic %s: Kafka's log was cut while it was read, by partition at the offsets %s; the next attempt reads it again"
              .formatted(topic.name(), cutAt));
    }
  }

  /** Refuses a log that ends before the next offset to land. */
  static void requireReached(LogState state, TopicState topic) {
    state
        .committed()
        .forEach(
            (partition, at) -> {
              long end = topic.end().getOrDefault(partition, at);
              if (at > end) {
                throw beyondEnd(topic.name(), partition, at, end);
              }
            });
  }

  /** The reason to stop when a partition has landed up to {@code at} and ends at {@code end}. */
  static StopForGood beyondEnd(String topic, int partition, long at, long end) {
    return new StopForGood(
        Incident.LANDED_BEYOND_END,
        "Cannot resume topic %s partition %d at offset %d: Kafka's records end at %d; some that landed are gone, and new ones before offset %d would never land: move the lake aside, then land the topic from its beginning"
            .formatted(topic, partition, at, end, at));
  }

  /**
   * Refuses a topic that was deleted and recreated, because its offsets refer to other records, and
   * one without an id, which cannot be told from a recreated one.
   */
  static void requireSameTopic(LogState state, TopicState topic) {
    if (topic.topicId().equals(Uuid.ZERO_UUID.toString())) {
      throw new StopForGood(
          Incident.TOPIC_WITHOUT_ID,
          "Cannot land topic %s: its broker gives it no id, so a topic recreated under this name could not be told from it; use Kafka 2.8 or later, with topics created or upgraded by it"
              .formatted(topic.name()));
    }
    Topic known = state.topic();
    if (known != null && !known.id().equals(topic.topicId())) {
      throw new StopForGood(
          Incident.TOPIC_REPLACED,
          "Cannot resume topic %s: its id is %s, but the lake holds %s; its offsets start again at 0, so move the lake aside, then land the topic from its beginning"
              .formatted(topic.name(), topic.topicId(), known.id()));
    }
  }

  private static String cutText(TopicState topic, Cut cut, @Nullable Last last) {
    String epoch =
        last == null
            ? ""
            : " (offset %d landed in leader epoch %d, which now ends before offset %d)"
                .formatted(last.offset(), last.epoch(), cut.from());
    return resume(topic, cut.partition(), cut.until())
        + "Kafka's log was cut, and has grown again with other records from offset %d to %d, which have landed with what was there before%s; set streaming.on-data-loss = record-gap to record that and resume at offset %d without the new ones before it"
            .formatted(cut.from(), cut.until() - 1, epoch, cut.until());
  }

  private static String resume(TopicState topic, int partition, long at) {
    return "Cannot resume topic %s partition %d at offset %d: "
        .formatted(topic.name(), partition, at);
  }
}
