package sparkify.streaming;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.spark.streaming.kafka010.ConsumerStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Gives the direct stream a consumer at the given offsets, and none that a broker which is away
 * could block: the stream holds a lock during its calls, so that not even stopping it would end.
 */
final class StreamStart extends ConsumerStrategy<byte[], byte[]> {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Map<String, Object> options;
  private final Map<TopicPartition, Long> from;
  private @Nullable BoundedConsumer consumer;

  /**
   * Prepares the consumer.
   *
   * @param options of the consumer, among them default.api.timeout.ms, which limits its calls
   */
  StreamStart(Map<String, Object> options, Map<TopicPartition, Long> from) {
    this.options = options;
    this.from = from;
  }

  @Override
  public Map<String, Object> executorKafkaParams() {
    return options;
  }

  @Override
  public synchronized Consumer<byte[], byte[]> onStart(Map<TopicPartition, Long> current) {
    BoundedConsumer started = new BoundedConsumer(options);
    started.assign(from.keySet());
    from.forEach(started::seek);
    current.forEach(started::seek);
    consumer = started;
    return started;
  }

  /** Makes the current call of the consumer and all later ones fail at once. */
  synchronized void abort() {
    if (consumer != null) {
      consumer.abort();
    }
  }

  private static final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
    private volatile boolean aborted;

    BoundedConsumer(Map<String, Object> options) {
      super(options);
    }

    private void abort() {
      aborted = true;
      wakeup();
    }

    /** The original waits without limit until it knows a broker. */
    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Only the stream calls it.
    public ConsumerRecords<byte[], byte[]> poll(long timeoutMs) {
      if (aborted) {
        throw new WakeupException();
      }
      return poll(Duration.ofMillis(timeoutMs));
    }

    /** The original may wait for half a minute for answers that nobody needs any more. */
    @Override
    public void close() {
      close(CLOSE);
    }
  }
}
