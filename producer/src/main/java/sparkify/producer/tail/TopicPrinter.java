package sparkify.producer.tail;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.KafkaFailures;
import sparkify.common.kafka.TopicState;

/** Prints the values of a topic's records, each with a line feed. */
final class TopicPrinter {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings settings;
  private final TopicState topic;
  private final PrintStream target;

  TopicPrinter(KafkaSettings settings, TopicState topic, PrintStream target) {
    this.settings = settings;
    this.topic = topic;
    this.target = target;
  }

  /**
   * Prints from one set of offsets up to another.
   *
   * @param from the first offset by partition
   * @param until the offset after the last by partition; empty to print until nobody reads
   */
  void print(Map<Integer, Long> from, Map<Integer, Long> until) {
    ByteArrayDeserializer same = new ByteArrayDeserializer();
    OutputStream out = new BufferedOutputStream(target, 1 << 16);
    try (var consumer = new KafkaConsumer<>(options(), same, same)) {
      consumer.assign(from.keySet().stream().map(this::partition).toList());
      from.forEach((p, offset) -> consumer.seek(partition(p), offset));
      // A PrintStream does not throw when its reader has gone, as in "| head": ask it.
      while (!atEnd(consumer, until) && !target.checkError()) {
        write(consumer.poll(POLL), until, out);
      }
    } catch (KafkaException e) {
      throw KafkaFailures.cannot("read topic " + topic.name(), settings, e);
    }
  }

  private void write(
      ConsumerRecords<byte[], byte[]> records, Map<Integer, Long> until, OutputStream out) {
    try {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() >= until.getOrDefault(record.partition(), Long.MAX_VALUE)) {
          continue;
        }
        if (record.value() != null) {
          out.write(record.value());
        }
        out.write('\n');
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("A PrintStream does not throw", e);
    }
  }

  private boolean atEnd(KafkaConsumer<byte[], byte[]> consumer, Map<Integer, Long> until) {
    return !until.isEmpty()
        && until.entrySet().stream()
            .allMatch(end -> consumer.position(partition(end.getKey())) >= end.getValue());
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic.name(), number);
  }

  private Map<String, Object> options() {
    Map<String, Object> options = settings.readCommittedOptions();
    // Closing waits for the fetch in flight.
    options.put("fetch.max.wait.ms", 100);
    // Skips what retention deletes in the meantime.
    options.put("auto.offset.reset", "earliest");
    return options;
  }
}
