package sparkify.streaming.landing;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
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

  private final Map<String, Object> options;
  private final TopicPartition partition;
  private final Duration patience;
  private KafkaConsumer<byte[], byte[]> consumer;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private @Nullable ConsumerRecord<byte[], byte[]> next;

  /** The offset up to which everything has been passed on; -1 before the first range. */
  private long position = -1;

  /** Whether the current range has not given anything yet. */
  private boolean atStart;

  /** Where the records could not be read; -1 if they could. */
  private long brokenAt = -1;

  /** The leader epoch of the last record passed on, by which a cut of the log is noticed. */
  private Optional<Integer> epoch = Optional.empty();

  /** Receives a record. */
  interface Sink {
    void accept(ConsumerRecord<byte[], byte[]> item) throws IOException;
  }

  PartitionReader(Map<String, Object> options, TopicPartition partition, Duration patience) {
    this.options = options;
    this.partition = partition;
    this.patience = patience;
    this.consumer = connect();
  }

  private KafkaConsumer<byte[], byte[]> connect() {
    KafkaConsumer<byte[], byte[]> connected = new KafkaConsumer<>(options);
    connected.assign(List.of(partition));
    return connected;
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
    atStart = true;
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      if (drain(slice.until(), sink)) {
        deadline = System.nanoTime() + patience.toNanos();
      }
      if (next != null || reached() >= slice.until()) {
        position = slice.until();
        return;
      }
      long before = reached();
      polled = poll().iterator();
      if (reached() > before) {
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
      atStart = false;
      sink.accept(item);
      epoch = item.leaderEpoch();
      next = null;
      any = true;
    }
    return any;
  }

  private List<ConsumerRecord<byte[], byte[]>> poll() {
    try {
      return consumer.poll(POLL).records(partition);
    } catch (LogTruncationException e) {
      startAgain(e);
      return List.of();
    } catch (OffsetOutOfRangeException e) {
      throw new OperatorError(
          "Cannot read %s from offset %s: the broker no longer has it"
              .formatted(partition, e.offsetOutOfRangePartitions().get(partition)),
          e);
    } catch (KafkaException e) {
      if (!isOfRecords(e)) {
        throw e;
      }
      retryOrStop(e);
      return List.of();
    }
  }

  /**
   * Only records that cannot be read have no class of their own, except for what hinders this JVM
   * from decompressing, which is an error inside.
   */
  private static boolean isOfRecords(KafkaException failure) {
    return failure.getClass() == KafkaException.class && !(RootCause.of(failure) instanceof Error);
  }

  private long reached() {
    try {
      return consumer.position(partition);
    } catch (LogTruncationException e) {
      startAgain(e);
      return position;
    }
  }

  /**
   * Reads from a log that was cut since the last range. The driver knows whether what landed is
   * still in it; a range must only not be joined from two logs.
   */
  private void startAgain(LogTruncationException e) {
    if (!atStart) {
      throw new OperatorError(
          "Cannot read %s from offset %d: Kafka's log was cut while it was read"
              .formatted(partition, position),
          e);
    }
    seek(position);
  }

  /** Reads broken records once more, because they may be whole at the broker. */
  private void retryOrStop(KafkaException e) {
    long offset = consumer.position(partition);
    if (brokenAt == offset) {
      throw new BrokenRecords(
          partition,
          offset,
          options.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
          RootCause.message(e));
    }
    brokenAt = offset;
    consumer.close(CLOSE);
    consumer = connect();
    consumer.seek(partition, new OffsetAndMetadata(offset, epoch, ""));
  }

  private void seek(long offset) {
    polled = Collections.emptyIterator();
    next = null;
    position = offset;
    epoch = Optional.empty();
    consumer.seek(partition, offset);
  }

  @Override
  public void close() {
    consumer.close(CLOSE);
  }
}
