package sparkify.streaming.landing;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;

/**
 * Reads offset ranges of one partition, exactly: every record delivered to a read_committed reader
 * between the two offsets, and none beyond.
 *
 * <p>A range is done when the consumer's position has passed it, not when a certain record arrives:
 * its last offsets may be transaction markers, aborted or compacted away. Records polled beyond the
 * range are kept for the next one.
 */
final class PartitionReader implements Closeable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Duration patience;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private @Nullable ConsumerRecord<byte[], byte[]> next;

  /** The offset up to which everything has been passed on; -1 before the first range. */
  private long position = -1;

  /** Receives a record. */
  interface Sink {
    void accept(ConsumerRecord<byte[], byte[]> item) throws IOException;
  }

  PartitionReader(Map<String, Object> options, TopicPartition partition, Duration patience) {
    this.consumer = new KafkaConsumer<>(options);
    this.partition = partition;
    this.patience = patience;
    consumer.assign(List.of(partition));
  }

  /** The offset from which the next range can be read without a seek. */
  long position() {
    return position;
  }

  /**
   * Passes every record of {@code slice} to {@code sink}, in offset order.
   *
   * @throws OperatorError when nothing arrives for too long, or the broker no longer has the
   *     offsets
   */
  void read(Slice slice, Sink sink) throws IOException {
    if (position != slice.from()) {
      seek(slice.from());
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      if (drain(slice.until(), sink)) {
        deadline = System.nanoTime() + patience.toNanos();
      }
      if (next != null || consumer.position(partition) >= slice.until()) {
        position = slice.until();
        return;
      }
      long before = consumer.position(partition);
      polled = poll().iterator();
      if (consumer.position(partition) > before) {
        deadline = System.nanoTime() + patience.toNanos(); // Aborted records are progress too.
      } else if (System.nanoTime() - deadline > 0) {
        String silent =
            "Cannot read %s from offset %d to %d: nothing arrived for %s (streaming.poll-timeout); check the broker"
                .formatted(partition, before, slice.until(), Durations.format(patience));
        throw new OperatorError(silent, new TimeoutException(silent));
      }
    }
  }

  /** Returns whether there was any record to pass on. */
  private boolean drain(long until, Sink sink) throws IOException {
    boolean any = false;
    while (next != null || polled.hasNext()) {
      ConsumerRecord<byte[], byte[]> item = next != null ? next : polled.next();
      next = item;
      if (item.offset() >= until) {
        return any;
      }
      sink.accept(item);
      next = null;
      any = true;
    }
    return any;
  }

  private List<ConsumerRecord<byte[], byte[]>> poll() {
    try {
      return consumer.poll(POLL).records(partition);
    } catch (OffsetOutOfRangeException e) {
      throw new OperatorError(
          "Cannot read %s from offset %s: the broker no longer has it"
              .formatted(partition, e.offsetOutOfRangePartitions().get(partition)),
          e);
    }
  }

  private void seek(long offset) {
    polled = Collections.emptyIterator();
    next = null;
    position = offset;
    consumer.seek(partition, offset);
  }

  @Override
  public void close() {
    consumer.close(CLOSE);
  }
}
