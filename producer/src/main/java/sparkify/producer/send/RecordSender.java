package sparkify.producer.send;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.producer.route.RoutedLine;

/** Hands lines to a Kafka producer and remembers the first failure. */
final class RecordSender {
  private final Destination destination;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Tally tally;
  private final Runnable onFailure;
  private final AtomicReference<@Nullable OperatorError> failure = new AtomicReference<>();
  private volatile boolean closing;

  /**
   * Sends to {@code destination}.
   *
   * @param onFailure what to do at once, on the producer's own thread, when a record fails
   */
  RecordSender(
      Destination destination,
      KafkaProducer<byte[], byte[]> producer,
      Tally tally,
      Runnable onFailure) {
    this.destination = destination;
    this.producer = producer;
    this.tally = tally;
    this.onFailure = onFailure;
  }

  /**
   * Hands a line to the producer and returns the {@link System#nanoTime} of that; waits while its
   * buffer is full.
   */
  long send(RoutedLine line) throws InterruptedException {
    rethrow();
    long now = System.nanoTime();
    tally.sending(now);
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(destination.topic(), line.partition(), line.key(), line.value()),
              new Sent(line.number(), line.partition(), line.value().length, now));
    } catch (InterruptException e) {
      tally.notSent();
      Thread.interrupted();
      throw new InterruptedException("Interrupted while waiting to send line " + line.number());
    } catch (KafkaException | IllegalStateException e) {
      fail(line.number(), line.partition(), e);
      rethrow();
    }
    return now;
  }

  /** Throws the first failure, if there is one. */
  void rethrow() {
    failure()
        .ifPresent(
            error -> {
              throw error;
            });
  }

  /** The first failure; empty if there is none. */
  Optional<OperatorError> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** How often the client has sent a record again. */
  long retries() {
    return Math.round(
        producer.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("record-retry-total"))
            .filter(metric -> metric.metricName().group().equals("producer-metrics"))
            .mapToDouble(metric -> (Double) metric.metricValue())
            .sum());
  }

  void close(Duration patience) {
    closing = true;
    producer.close(patience);
  }

  private void fail(long line, int partition, Exception cause) {
    if (!closing) {
      failure.compareAndSet(
          null,
          new OperatorError(
              "Cannot send line %d to topic %s, partition %d: %s; the replay stops here"
                  .formatted(line, destination.topic(), partition, destination.reason(cause)),
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
        tally.acknowledged(size, since, System.nanoTime());
      } else {
        fail(line, partition, e);
        onFailure.run();
      }
    }
  }
}
