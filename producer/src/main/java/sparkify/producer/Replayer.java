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
 * Replays an input into a topic: every line once, unchanged, in order within each partition.
 *
 * <p>Progress and summary go to the console. A failure is an {@link OperatorError}, thrown once
 * everything that can be sent has been sent and the summary has been printed.
 */
public final class Replayer {
  private final Settings settings;
  private final Console console;

  public Replayer(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** Sends all lines of the plan, after what the topic already holds; creates a missing topic. */
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
   * Sends the missing lines, so that the topic holds all lines of the plan and nothing else;
   * refuses if that is impossible. Only one such replay runs per record file at a time.
   *
   * @param record the file of this replay's {@link ReplayRecord}, written before the first send
   * @param wipe the command to start over with, for messages
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
          "Warning: topic %s has %d partitions, not %d (kafka.topic.partitions); using it as it is"
              .formatted(topic.name(), topic.partitions(), wanted));
    }
    return (int) Math.min(topics.maxMessageBytes(topic.name()), settings.producer().bufferBytes());
  }

  private static OperatorError unreadable(ReplayPlan plan, IOException e) {
    return new OperatorError("Cannot replay " + plan.input().name() + ": " + e.getMessage(), e);
  }
}
