package sparkify.producer.send;

import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sparkify.common.config.ProducerSettings;
import sparkify.common.config.Settings;
import sparkify.common.kafka.KafkaFailures;

/**
 * Makes Kafka producers that are idempotent, wait for {@code acks=all}, and wait for an unreachable
 * broker for as long as it takes.
 *
 * @param maxRecordBytes the largest record, with its headers
 */
public record Producers(Settings settings, int maxRecordBytes) {
  /** A producer without transactions. */
  KafkaProducer<byte[], byte[]> idempotent() {
    return producer(options());
  }

  /** A producer whose transactions are those of {@code id}; older ones of that id are fenced. */
  public KafkaProducer<byte[], byte[]> transactional(String id) {
    Properties options = options();
    options.put("transactional.id", id);
    return producer(options);
  }

  /** Where records for {@code topic} go. */
  Destination destination(String topic) {
    return new Destination(topic, settings.kafka());
  }

  private Properties options() {
    ProducerSettings producer = settings.producer();
    Properties options = settings.kafka().clientProperties();
    options.put("enable.idempotence", true);
    options.put("acks", "all");
    options.put("compression.type", "lz4");
    options.put("retries", Integer.MAX_VALUE);
    options.put("delivery.timeout.ms", Integer.MAX_VALUE);
    options.put("max.block.ms", (long) Integer.MAX_VALUE);
    options.put("max.request.size", Math.max(1 << 20, maxRecordBytes));
    options.put("batch.size", Math.min(producer.batchBytes(), maxRecordBytes));
    options.put("linger.ms", producer.linger().toMillis());
    options.put("buffer.memory", producer.bufferBytes());
    return options;
  }

  private KafkaProducer<byte[], byte[]> producer(Properties options) {
    ByteArraySerializer same = new ByteArraySerializer();
    try {
      return new KafkaProducer<>(options, same, same);
    } catch (KafkaException e) {
      throw KafkaFailures.cannot("send to Kafka", settings.kafka(), e);
    }
  }
}
