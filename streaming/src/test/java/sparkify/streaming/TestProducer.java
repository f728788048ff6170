package sparkify.streaming;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import sparkify.common.kafka.EmbeddedKafka;

/** Sends values to one partition at a time, in transactions that commit or abort. */
public final class TestProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final List<Future<?>> sent = new ArrayList<>();

  /** A producer without transactions. */
  public TestProducer(EmbeddedKafka kafka, String topic) {
    this(kafka, topic, Map.of());
  }

  private TestProducer(EmbeddedKafka kafka, String topic, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("bootstrap.servers", kafka.bootstrapServers());
    // A broker that is new to a topic may reject the first of several requests and accept the next.
    options.put("max.in.flight.requests.per.connection", 1);
    ByteArraySerializer bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(options, bytes, bytes);
    this.topic = topic;
  }

  /** A producer whose records count only when {@link #commit} follows. */
  public static TestProducer transactional(EmbeddedKafka kafka, String topic) {
    TestProducer created =
        new TestProducer(kafka, topic, Map.of("transactional.id", "test-" + topic));
    created.producer.initTransactions();
    return created;
  }

  public TestProducer begin() {
    producer.beginTransaction();
    return this;
  }

  /** Sends events whose {@code ts} are {@code from} and the {@code count - 1} days after it. */
  public TestProducer events(int partition, long from, int count) {
    for (int i = 0; i < count; i++) {
      send(partition, event(from, i));
    }
    return this;
  }

  /** The event that {@link #events} sends as its {@code i}-th. */
  public static String event(long from, int i) {
    long ts = from + i % 3 * 86_400_000L + i;
    return "{\"ts\":%d,\"userId\":\"u%d\",\"itemInSession\":%d}".formatted(ts, i % 7, i);
  }

  public TestProducer send(int partition, @Nullable String value) {
    return send(partition, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  public TestProducer send(int partition, byte @Nullable [] value) {
    byte[] key = "key".getBytes(StandardCharsets.UTF_8);
    sent.add(producer.send(new ProducerRecord<>(topic, partition, 1_700_000_000_000L, key, value)));
    return this;
  }

  public TestProducer flush() {
    producer.flush();
    try {
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("Cannot send to " + topic, e);
    }
    sent.clear();
    return this;
  }

  public TestProducer commit() {
    producer.commitTransaction();
    return this;
  }

  public TestProducer abort() {
    producer.flush();
    producer.abortTransaction();
    return this;
  }

  @Override
  public void close() {
    producer.close();
  }
}
