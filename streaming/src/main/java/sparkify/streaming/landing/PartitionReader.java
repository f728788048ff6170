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
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;

/**
 * Reads offset ranges of one partition, exactly: every record that a read_committed reader is given
 * between the two offsets, and not one beyond.
 *
 * <p>A range is done when the consumer's position has passed it, not when a record says so: the
 * last offsets may be transaction markers, aborted or compacted away. Records polled beyond the
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

  /** The offset up to which everything has been handed out; -1 before the first range. */
  private long position = -1;

  /** Takes a record. */
  interface Sink {
    void accept(ConsumerRecord<byte[], byte[]> item) throws IOException;
  }

  PartitionReader(Map<String, Object> options, TopicPartition partition, Duration patience) {
    this.consumer = new KafkaConsumer<>(options);
    this.partition = partition;
    this.patience = patience;
    consumer.assign(List.of(partition));
  }

  /** The offset at which a further range is read without going back to the broker for it. */
  long position() {
    return position;
  }

  /**
   * Hands every record of {@code slice} to {@code sink}, in offset order.
   *
   * @throws OperatorError when the broker gives nothing for too long, or no longer has the offsets
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
        throw new OperatorError(
            "Cannot read %s from offset %d to %d: nothing came for %s (streaming.poll-timeout)"
                .formatted(partition, before, slice.until(), Durations.format(patience)));
      }
    }
  }

  /** True when there was something to hand out. */
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
