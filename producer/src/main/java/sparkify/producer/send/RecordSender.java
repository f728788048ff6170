package sparkify.producer.send;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.config.ProducerSettings;
import sparkify.common.config.Settings;
import sparkify.producer.route.RoutedLine;

/**
 * Sends records durably and in order: idempotent, {@code acks=all}, waiting for an unreachable
 * broker for as long as it takes.
 *
 * <p>The first record that fails closes the producer at once, on the producer's own thread, so that
 * nothing after it is sent. Only one thread may call {@link #send}; any thread may read the counts.
 */
final class RecordSender implements AutoCloseable {
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Latencies latencies = new Latencies();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicReference<@Nullable OperatorError> failure = new AtomicReference<>();
  private volatile long quietSince;
  private volatile boolean closing;

  RecordSender(Settings settings, String topic, int maxRecordBytes) {
    this.topic = topic;
    Properties options = options(settings, maxRecordBytes);
    ByteArraySerializer same = new ByteArraySerializer();
    try {
      this.producer = new KafkaProducer<>(options, same, same);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new OperatorError("Cannot send to topic " + topic + ": " + cause.getMessage(), e);
    }
  }

  private static Properties options(Settings settings, int maxRecordBytes) {
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

  /**
   * Hands a line to the producer; waits while its buffer is full.
   *
   * @throws OperatorError the first failure of any line, which may be an earlier one
   * @throws InterruptedException if the thread is interrupted; the line was not sent
   */
  void send(RoutedLine line) throws InterruptedException {
    rethrow();
    long now = System.nanoTime();
    if (acknowledged.get() == sent.get()) {
      quietSince = now;
    }
    sent.incrementAndGet();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, line.partition(), line.key(), line.value()),
              new Sent(line.number(), line.partition(), line.value().length, now));
    } catch (InterruptException e) {
      sent.decrementAndGet();
      Thread.interrupted();
      throw new InterruptedException("Interrupted while waiting to send line " + line.number());
    } catch (KafkaException | IllegalStateException e) {
      fail(line.number(), line.partition(), e);
      rethrow();
    }
  }

  /** Waits until everything is acknowledged. */
  void flush() throws InterruptedException {
    try {
      producer.flush();
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("Interrupted while waiting for the last acknowledgements");
    }
    rethrow();
  }

  /** Waits this long for records in flight, then gives up on them. */
  void close(Duration patience) {
    closing = true;
    producer.close(patience);
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  long sent() {
    return sent.get();
  }

  long acknowledged() {
    return acknowledged.get();
  }

  /** Bytes of the acknowledged values. */
  long bytes() {
    return bytes.get();
  }

  /** The {@link System#nanoTime} since which no record in flight has been acknowledged. */
  long quietSince() {
    return quietSince;
  }

  /** To be read only after {@link #close}. */
  Latencies latencies() {
    return latencies;
  }

  private void rethrow() {
    OperatorError error = failure.get();
    if (error != null) {
      throw error;
    }
  }

  private void fail(long line, int partition, Exception cause) {
    if (!closing) {
      failure.compareAndSet(
          null,
          new OperatorError(
              "Cannot send line %d to topic %s, partition %d: %s; the replay stops here"
                  .formatted(line, topic, partition, cause.getMessage()),
              cause));
    }
  }

  /** A record in flight. */
  private final class Sent implements Callback {
    private final long line;
    private final int partition;
    private final int size;
    private final long since;

    Sent(long line, int partition, int size, long since) {
      this.line = line;
      this.partition = partition;
      this.size = size;
      this.since = since;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception e) {
      if (e == null) {
        long now = System.nanoTime();
        latencies.add(now - since);
        quietSince = now;
        // Only the producer's own thread calls this: there is one writer.
        bytes.lazySet(bytes.get() + size);
        acknowledged.lazySet(acknowledged.get() + 1);
      } else {
        fail(line, partition, e);
        producer.close(Duration.ZERO);
      }
    }
  }
}
