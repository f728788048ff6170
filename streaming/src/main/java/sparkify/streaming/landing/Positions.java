package sparkify.streaming.landing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparkify.common.Incident;
import sparkify.common.config.StreamingSettings.OnDataLoss;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.StopForGood;

/** Compares the log with the broker: where each partition resumes, or why it cannot. */
final class Positions {
  private Positions() {}

  /**
   * Settles where to resume.
   *
   * @throws StopForGood when the topic is a different one, or the next offsets are gone and a gap
   *     may not be recorded
   */
  static Opening settle(LogState state, TopicState topic, OnDataLoss onDataLoss) {
    requireSameTopic(state, topic);
    Map<Integer, Long> positions = new TreeMap<>();
    List<Gap> gaps = new ArrayList<>();
    Map<Integer, Long> committed = state.committed();
    for (var entry : topic.begin().entrySet()) {
      int partition = entry.getKey();
      long begin = entry.getValue();
      long end = topic.end().getOrDefault(partition, begin);
      long at = committed.getOrDefault(partition, begin);
      if (at > end) {
        throw new StopForGood(
            Incident.LANDED_BEYOND_END,
            lost(topic, partition, at, "end at " + end)
                + "; some that landed are gone: land the topic in a new dataset");
      }
      if (at < begin && onDataLoss == OnDataLoss.STOP) {
        throw new StopForGood(
            Incident.RECORDS_LOST,
            lost(topic, partition, at, "begin at " + begin)
                + "; set streaming.on-data-loss = record-gap to record the gap and resume");
      }
      if (at < begin) {
        gaps.add(new Gap(partition, at, begin));
      }
      positions.put(partition, Math.max(at, begin));
    }
    return new Opening(
        new Topic(topic.name(), topic.topicId(), topic.partitions()), positions, gaps);
  }

  /** Refuses a topic that was deleted and recreated: its offsets refer to other records. */
  static void requireSameTopic(LogState state, TopicState topic) {
    Topic known = state.topic();
    if (known != null && !known.id().equals(topic.topicId())) {
      throw new StopForGood(
          Incident.TOPIC_REPLACED,
          "Cannot resume topic %s: its id is %s, but the lake holds %s; its offsets start again at 0, so land it in a new dataset, or wipe this one"
              .formatted(topic.name(), topic.topicId(), known.id()));
    }
  }

  private static String lost(TopicState topic, int partition, long at, String bound) {
    return "Cannot resume topic %s partition %d at offset %d: Kafka's records %s"
        .formatted(topic.name(), partition, at, bound);
  }
}
