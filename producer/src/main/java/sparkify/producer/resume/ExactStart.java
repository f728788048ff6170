package sparkify.producer.resume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import sparkify.common.OperatorError;
import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.producer.line.LineSource;
import sparkify.producer.route.RoutedLines;
import sparkify.producer.send.ReplayPlan;

/** Finds out where an exact replay goes on, or why it cannot. */
public final class ExactStart {
  private static final long SETTLE_NANOS = 300_000_000;

  private final KafkaSettings settings;
  private final Topics topics;
  private final ReplayPlan plan;
  private final String wipe;

  public ExactStart(KafkaSettings settings, Topics topics, ReplayPlan plan, String wipe) {
    this.settings = settings;
    this.topics = topics;
    this.plan = plan;
    this.wipe = wipe;
  }

  /** The topic, which is the one of the record; a first replay writes the record here. */
  public TopicState identify(Path file) throws IOException {
    Optional<ReplayRecord> before = ReplayRecord.read(file);
    String sha256 = plan.input().sha256();
    if (before.isEmpty()) {
      TopicState topic = topics.ensure(plan.topic());
      if (topic.end().values().stream().anyMatch(end -> end > 0)) {
        throw refusal("the topic holds records, and " + file + " does not say of what");
      }
      new ReplayRecord(sha256, topic.topicId(), topic.partitions()).write(file);
      return topic;
    }
    TopicState topic = topics.find(plan.topic()).orElseThrow(() -> refusal("the topic is gone"));
    compare(before.get(), new ReplayRecord(sha256, topic.topicId(), topic.partitions()));
    return settled(topic);
  }

  /** Refuses a topic that does not hold the first lines of each partition's share. */
  public void checkHeld(TopicState topic, int maxRecordBytes) throws IOException {
    var last = new HeldRecords(settings).last(topic);
    try (LineSource source = plan.input().open()) {
      RoutedLines lines =
          new RoutedLines(source, plan.keys(), plan.limit(), topic.partitions(), maxRecordBytes);
      String trouble = new Prefix(topic, last).trouble(lines);
      if (!trouble.isEmpty()) {
        throw refusal(trouble);
      }
    }
  }

  /** The last requests of a killed replay may still be on their way through the brokers. */
  private TopicState settled(TopicState topic) {
    TopicState before;
    TopicState now = topic;
    do {
      before = now;
      LockSupport.parkNanos(SETTLE_NANOS);
      now = topics.describe(topic.name());
    } while (!now.equals(before));
    return now;
  }

  private void compare(ReplayRecord before, ReplayRecord now) {
    if (!before.inputSha256().equals(now.inputSha256())) {
      throw refusal("it was begun with another input (SHA-256 " + before.inputSha256() + ")");
    }
    if (!before.topicId().equals(now.topicId())) {
      throw refusal(
          "it was begun on topic id %s, the topic of that name now is %s"
              .formatted(before.topicId(), now.topicId()));
    }
    if (before.partitions() != now.partitions()) {
      throw refusal(
          "it was begun on %d partitions, the topic has %d now"
              .formatted(before.partitions(), now.partitions()));
    }
  }

  private OperatorError refusal(String why) {
    return new OperatorError(
        "Cannot go on with the replay of %s to topic %s: %s; to begin anew: %s"
            .formatted(plan.input().name(), plan.topic(), why, wipe));
  }
}
