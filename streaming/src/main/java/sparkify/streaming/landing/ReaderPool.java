package sparkify.streaming.landing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the readers of this JVM between batches: a new consumer costs a connection, and closing one
 * at the end of a partition waits for its long poll.
 */
final class ReaderPool {
  private static final int IDLE_PER_PARTITION = 2;

  private final Map<TopicPartition, Deque<PartitionReader>> idle = new HashMap<>();

  /** A reader of {@code partition}, positioned at {@code from} if there is one. */
  PartitionReader borrow(
      TopicPartition partition, long from, Map<String, Object> options, Duration patience) {
    PartitionReader reader = take(partition, from);
    return reader != null ? reader : new PartitionReader(options, partition, patience);
  }

  /** Takes back a reader whose last range succeeded; close one that failed instead. */
  void giveBack(TopicPartition partition, PartitionReader reader) {
    PartitionReader surplus;
    synchronized (this) {
      Deque<PartitionReader> readers = idle.computeIfAbsent(partition, p -> new ArrayDeque<>());
      readers.addFirst(reader);
      surplus = readers.size() > IDLE_PER_PARTITION ? readers.removeLast() : null;
    }
    if (surplus != null) {
      surplus.close();
    }
  }

  private synchronized @Nullable PartitionReader take(TopicPartition partition, long from) {
    Deque<PartitionReader> readers = idle.getOrDefault(partition, new ArrayDeque<>());
    for (PartitionReader reader : readers) {
      if (reader.position() == from) {
        readers.remove(reader);
        return reader;
      }
    }
    return readers.pollFirst();
  }
}
