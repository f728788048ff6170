package sparkify.producer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import sparkify.common.OperatorError;
import sparkify.common.ProcessLock;
import sparkify.common.config.Settings;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.producer.resume.ExactStart;
import sparkify.producer.resume.ReplayLock;
import sparkify.producer.resume.ReplayRecord;
import sparkify.producer.send.Console;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.ReplayRun;
import sparkify.producer.send.Summary;

/**
 * Replays an input into a topic: every line once, as it is, in order per partition.
 *
 * <p>Progress and summary go to the console. A failure is an {@link OperatorError}, thrown after
 * what could be sent has been sent and the summary printed.
 */
public final class Replayer {
  private final Settings settings;
  private final Console console;

  public Replayer(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** Sends all of the plan behind whatever the topic holds; the topic is created when missing. */
  public Summary replay(ReplayPlan plan) {
    try (Topics topics = Topics.connect(settings.kafka())) {
      TopicState topic = topics.ensure(plan.topic());
      int maxRecordBytes = maxRecordBytes(topics, topic);
      return new ReplayRun(settings, console, plan, topic, maxRecordBytes)
          .run(new long[topic.partitions()]);
    } catch (IOException e) {
      throw unreadable(plan, e);
    }
  }

  /**
   * Sends what is missing, so that the topic holds all of the plan and nothing else; refuses when
   * that cannot be had. One such replay runs per record file at a time.
   *
   * @param record where this replay's {@link ReplayRecord} is, or will be before the first send
   * @param wipe how to begin anew, for messages: a command
   */
  public Summary resume(ReplayPlan plan, Path record, String wipe) {
    try (ProcessLock lock = ReplayLock.take(record);
        Topics topics = Topics.connect(settings.kafka())) {
      ExactStart start = new ExactStart(settings.kafka(), topics, plan, wipe);
      TopicState topic = start.identify(record);
      int maxRecordBytes = maxRecordBytes(topics, topic);
      start.checkHeld(topic, maxRecordBytes);
      long[] held = new long[topic.partitions()];
      Arrays.setAll(held, p -> topic.end().getOrDefault(p, 0L));
      return new ReplayRun(settings, console, plan, topic, maxRecordBytes).run(held);
    } catch (IOException e) {
      throw unreadable(plan, e);
    }
  }

  private int maxRecordBytes(Topics topics, TopicState topic) {
    int wanted = settings.kafka().partitions();
    if (topic.partitions() != wanted) {
      console.warn(
          "Warning: topic %s has %d partitions, not %d (kafka.topic.partitions): used as it is"
              .formatted(topic.name(), topic.partitions(), wanted));
    }
    return (int) Math.min(topics.maxMessageBytes(topic.name()), settings.producer().bufferBytes());
  }

  private static OperatorError unreadable(ReplayPlan plan, IOException e) {
    return new OperatorError("Cannot replay " + plan.input().name() + ": " + e.getMessage(), e);
  }
}
