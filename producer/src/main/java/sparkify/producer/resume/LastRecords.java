package sparkify.producer.resume;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sparkify.common.OperatorError;
import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.TopicState;

/** Reads the last record of each partition. */
final class LastRecords {
  private final KafkaSettings settings;

  LastRecords(KafkaSettings settings) {
    this.settings = settings;
  }

  /** The last records by partition, without partitions whose last offset is not a record. */
  Map<Integer, ConsumerRecord<byte[], byte[]>> of(TopicState topic) {
    Map<String, Object> options = settings.readCommittedOptions();
    options.put("max.poll.records", 1);
    // Closing waits for the fetch in flight.
    options.put("fetch.max.wait.ms", 50);
    options.put("default.api.timeout.ms", Math.toIntExact(settings.timeout().toMillis()));
    Map<Integer, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
    ByteArrayDeserializer same = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(options, same, same)) {
      topic
          .end()
          .forEach(
              (p, end) -> {
                if (end > topic.begin().getOrDefault(p, 0L)) {
                  read(consumer, new TopicPartition(topic.name(), p), end, last);
                }
              });
    } catch (KafkaException e) {
      throw new OperatorError(
          "Cannot read the last records of topic %s at %s: %s"
              .formatted(topic.name(), settings.bootstrapServers(), e.getMessage()),
          e);
    }
    return last;
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long end,
      Map<Integer, ConsumerRecord<byte[], byte[]>> into) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, end - 1);
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    while (consumer.position(partition) < end && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        if (record.offset() == end - 1) {
          into.put(partition.partition(), record);
        }
      }
    }
  }
}
