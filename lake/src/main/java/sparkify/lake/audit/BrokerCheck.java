package sparkify.lake.audit;

import sparkify.common.kafka.TopicState;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.log.Manifest.Topic;

/** Compares the log's offsets with the broker's. */
final class BrokerCheck {
  private final TopicState topic;
  private final Problems problems;

  BrokerCheck(TopicState topic, Problems problems) {
    this.topic = topic;
    this.problems = problems;
  }

  /** Whether this is the topic that landed; if not, its offsets say nothing about the lake's. */
  boolean isSame(Topic landed) {
    if (landed.id().equals(topic.topicId())) {
      return true;
    }
    problems.add(
        Kind.TOPIC,
        "topic %s has the id %s, but the lake holds %s with the id %s: its offsets refer to other records"
            .formatted(topic.name(), topic.topicId(), landed.name(), landed.id()));
    return false;
  }

  void check(PartitionAudit partition) {
    if (!topic.begin().containsKey(partition.partition())) {
      problems.add(
          Kind.TOPIC, "partition %d does not exist at the broker".formatted(partition.partition()));
    }
    if (partition.committed() > partition.end()) {
      problems.add(
          Kind.OFFSETS,
          "partition %d: committed up to offset %d, but Kafka's records end at %d"
              .formatted(partition.partition(), partition.committed(), partition.end()));
    }
    if (partition.begin() > partition.committed()) {
      problems.add(
          Kind.OFFSETS,
          "partition %d: %d offsets starting at %d were lost before landing; Kafka's records begin at %d"
              .formatted(
                  partition.partition(),
                  partition.begin() - partition.committed(),
                  partition.committed(),
                  partition.begin()));
    }
  }
}
