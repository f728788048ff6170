package sparkify.streaming;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.kafka010.ConsumerStrategy;

/**
 * Gives the direct stream a consumer at the given offsets, and none that a broker which is away
 * could block: the stream holds a lock during its calls, so that not even stopping it would end.
 */
final class StreamStart extends ConsumerStrategy<byte[], byte[]> {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Map<String, Object> options;
  private final Map<TopicPartition, Long> from;

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
  public Consumer<byte[], byte[]> onStart(Map<TopicPartition, Long> current) {
    Consumer<byte[], byte[]> consumer = new BoundedConsumer(options);
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    current.forEach(consumer::seek);
    return consumer;
  }

  private static final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
    BoundedConsumer(Map<String, Object> options) {
      super(options);
    }

    /** The original waits without limit until it knows a broker. */
    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Only the stream calls it.
    public ConsumerRecords<byte[], byte[]> poll(long timeoutMs) {
      return poll(Duration.ofMillis(timeoutMs));
    }

    /** The original may wait for half a minute for answers that nobody needs any more. */
    @Override
    public void close() {
      close(CLOSE);
    }
  }
}
