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

/** Finds out where an exact replay resumes, or why it cannot. */
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

  /** The topic, checked against the record; a first replay writes the record. */
  public TopicState identify(Path file) throws IOException {
    Optional<ReplayRecord> before = ReplayRecord.read(file);
    String sha256 = plan.input().sha256();
    if (before.isEmpty()) {
      TopicState topic = topics.ensure(plan.topic());
      if (topic.end().values().stream().anyMatch(end -> end > 0)) {
        throw refusal(
            "the topic holds records, and there is no " + file + " that names their input");
      }
      new ReplayRecord(sha256, topic.topicId(), topic.partitions()).write(file);
      return topic;
    }
    TopicState topic =
        topics.find(plan.topic()).orElseThrow(() -> refusal("the topic no longer exists"));
    compare(before.get(), new ReplayRecord(sha256, topic.topicId(), topic.partitions()));
    return settled(topic);
  }

  /** Refuses a topic whose partitions hold anything but their first lines of the input. */
  public void checkHeld(TopicState topic, int maxRecordBytes) throws IOException {
    var last = new LastRecords(settings).of(topic);
    try (LineSource source = plan.input().open()) {
      RoutedLines lines =
          new RoutedLines(source, plan.keys(), plan.limit(), topic.partitions(), maxRecordBytes);
      String problem = new PrefixCheck(topic, last).problem(lines);
      if (!problem.isEmpty()) {
        throw refusal(problem);
      }
    }
  }

  /** Waits, because the last requests of a killed replay may still be on their way. */
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
      throw refusal("it was started with another input (SHA-256 " + before.inputSha256() + ")");
    }
    if (!before.topicId().equals(now.topicId())) {
      throw refusal(
          "it was started on topic id %s, but the topic of that name now has id %s"
              .formatted(before.topicId(), now.topicId()));
    }
    if (before.partitions() != now.partitions()) {
      throw refusal(
          "it was started on %d partitions, but the topic now has %d"
              .formatted(before.partitions(), now.partitions()));
    }
  }

  private OperatorError refusal(String why) {
    return new OperatorError(
        "Cannot resume the replay of %s to topic %s: %s; to start over: %s"
            .formatted(plan.input().name(), plan.topic(), why, wipe));
  }
}
