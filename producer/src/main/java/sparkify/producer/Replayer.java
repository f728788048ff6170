package sparkify.producer;

import java.io.IOException;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.producer.resume.ResumedDeliveries;
import sparkify.producer.route.RoutedLines;
import sparkify.producer.send.Console;
import sparkify.producer.send.Deliveries;
import sparkify.producer.send.Producers;
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

  /** Sends the lines of the plan; creates a missing topic. */
  public Summary replay(ReplayPlan plan) {
    if (plan.resume() != null && !plan.input().isRepeatable()) {
      throw new OperatorError(
          "Cannot resume the replay of %s: it can be read only once; save it to a file, or leave out --resume"
              .formatted(plan.input().name()));
    }
    try (Topics topics = Topics.connect(settings.kafka())) {
      TopicState topic = topics.ensure(plan.topic());
      int maxRecordBytes = maxRecordBytes(topics, topic);
      Producers producers = new Producers(settings, maxRecordBytes);
      Deliveries deliveries =
          plan.resume() == null
              ? Deliveries.once(producers, topic.name())
              : new ResumedDeliveries(settings.kafka(), topics, producers, plan, topic);
      return new ReplayRun(
              settings, console, plan, new RoutedLines.Targets(topic.partitions(), maxRecordBytes))
          .run(deliveries);
    } catch (IOException e) {
      throw new OperatorError("Cannot replay " + plan.input().name() + ": " + e.getMessage(), e);
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
}
