package sparkify.producer.resume;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.KafkaFailures;
import sparkify.common.kafka.Topics;

/** The compacted topic that keeps the last marker of each replay to another topic, by its id. */
final class MarkerTopic {
  /** Small segments, and soon: only those that are complete are compacted. */
  private static final Map<String, String> COMPACTED =
      Map.of(
          "cleanup.policy",
          "compact",
          "segment.bytes",
          "16777216",
          "segment.ms",
          "3600000",
          "min.cleanable.dirty.ratio",
          "0.1");

  // What another replay has begun and not committed is over by then.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaSettings settings;
  private final Topics topics;
  private final String name;

  private MarkerTopic(KafkaSettings settings, Topics topics, String name) {
    this.settings = settings;
    this.topics = topics;
    this.name = name;
  }

  /** The one for {@code topic}, which is created if missing. */
  static MarkerTopic of(KafkaSettings settings, Topics topics, String topic) {
    String name = Topics.replaysOf(topic);
    var unused = topics.ensure(name, 1, settings.replication(), COMPACTED);
    if (!topics.isCompacted(name)) {
      throw new OperatorError(
          "Cannot keep the positions of replays in topic %s: it would lose them with time; set its cleanup.policy to compact"
              .formatted(name));
    }
    return new MarkerTopic(settings, topics, name);
  }

  /** The record of a marker. */
  ProducerRecord<byte[], byte[]> marker(String id, Marker marker) {
    return new ProducerRecord<>(name, 0, bytes(id), marker.toJson());
  }

  /** The last marker that was committed for {@code id}; empty if there is none. */
  Optional<Marker> last(String id) {
    Map<String, Object> options = settings.readCommittedOptions();
    options.put("auto.offset.reset", "earliest");
    options.put("fetch.max.wait.ms", 50);
    options.put("default.api.timeout.ms", Math.toIntExact(settings.timeout().toMillis()));
    ByteArrayDeserializer same = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(options, same, same)) {
      return Optional.ofNullable(lastValue(consumer, bytes(id)))
          .map(json -> Marker.fromJson(json, "topic " + name));
    } catch (KafkaException e) {
      throw KafkaFailures.cannot("read the positions of replays in topic " + name, settings, e);
    }
  }

  private byte @Nullable [] lastValue(KafkaConsumer<byte[], byte[]> consumer, byte[] id) {
    TopicPartition partition = new TopicPartition(name, 0);
    long end = topics.describe(name).logEnd().getOrDefault(0, 0L);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    byte[] last = null;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        last = Arrays.equals(record.key(), id) ? record.value() : last;
      }
      if (System.nanoTime() > deadline) {
        throw new OperatorError(
            "Cannot read topic %s to its end within %d s: the broker does not answer, or a transaction of another replay is open; try again when it is over"
                .formatted(name, PATIENCE.toSeconds()));
      }
    }
    return last;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
