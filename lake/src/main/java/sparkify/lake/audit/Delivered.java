package sparkify.lake.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.ParallelTasks;
import sparkify.common.config.Durations;
import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.KafkaFailures;
import sparkify.common.progress.DelayedProgress;

/** What the broker still delivers to a read_committed reader. */
final class Delivered {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MIB = 1 << 20;

  private final KafkaSettings kafka;
  private final DelayedProgress progress;

  Delivered(KafkaSettings kafka, DelayedProgress progress) {
    this.kafka = kafka;
    this.progress = progress;
  }

  /** Receives what was delivered of one partition, in offset order. */
  interface Sink {
    /** The record was delivered; the offsets from {@code from} up to its own were not. */
    void delivered(long from, ConsumerRecord<byte[], byte[]> item);

    /** The broker has meanwhile deleted what is before {@code begin}. */
    void deleted(long begin);

    /**
     * The slice ended; the offsets from {@code from} to {@code until}, if any, were not delivered.
     */
    void end(long from, long until);
  }

  /** Reads {@code from} inclusive to {@code until} exclusive. */
  record Slice(TopicPartition partition, long from, long until, Sink sink) {}

  void read(List<Slice> slices) throws IOException {
    List<Callable<Void>> reads = slices.stream().map(s -> (Callable<Void>) () -> read(s)).toList();
    new ParallelTasks("re-read the topic", Runtime.getRuntime().availableProcessors()).run(reads);
  }

  private @Nullable Void read(Slice slice) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(options(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(slice.partition()));
      consumer.seek(slice.partition(), slice.from());
      new Run(consumer, slice).read();
      return null;
    } catch (KafkaException e) {
      throw KafkaFailures.cannot("re-read " + slice.partition(), kafka, e);
    }
  }

  private Map<String, Object> options() {
    Map<String, Object> options = kafka.readCommittedOptions();
    options.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * MIB);
    options.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 32 * MIB);
    options.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
    options.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, MIB);
    // Closing waits for the fetch under way, which at the end of a partition is a long poll.
    options.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    return options;
  }

  /** One pass over a slice. */
  private final class Run {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Slice slice;
    private long next;

    Run(KafkaConsumer<byte[], byte[]> consumer, Slice slice) {
      this.consumer = consumer;
      this.slice = slice;
      this.next = slice.from();
    }

    /** Done when the position has passed the slice: its last offsets may never be delivered. */
    void read() {
      long patience = kafka.timeout().toNanos();
      long deadline = System.nanoTime() + patience;
      long position = consumer.position(slice.partition());
      while (position < slice.until()) {
        poll().forEach(this::take);
        long after = Math.min(consumer.position(slice.partition()), slice.until());
        progress.add(after - position);
        if (after > position) {
          deadline = System.nanoTime() + patience;
        } else if (System.nanoTime() - deadline > 0) {
          throw stalled(position);
        }
        position = after;
      }
      slice.sink().end(next, slice.until());
    }

    private void take(ConsumerRecord<byte[], byte[]> item) {
      if (item.offset() < slice.until()) {
        slice.sink().delivered(next, item);
        next = item.offset() + 1;
      }
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
      try {
        return consumer.poll(POLL).records(slice.partition());
      } catch (LogTruncationException e) {
        throw e; // A kind of the next one, but what was read cannot be compared with the rest.
      } catch (OffsetOutOfRangeException e) {
        // Retention overtook this reader: deleted records cannot be compared.
        long begin =
            consumer
                .beginningOffsets(List.of(slice.partition()))
                .getOrDefault(slice.partition(), slice.until());
        next = Math.min(begin, slice.until());
        slice.sink().deleted(next);
        consumer.seek(slice.partition(), next);
        return List.of();
      }
    }

    private OperatorError stalled(long position) {
      return new OperatorError(
          "Cannot re-read %s from offset %d to %d: nothing arrived for %s (kafka.timeout); check the broker"
              .formatted(
                  slice.partition(), position, slice.until(), Durations.format(kafka.timeout())));
    }
  }
}
