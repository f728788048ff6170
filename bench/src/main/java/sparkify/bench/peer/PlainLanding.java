package sparkify.bench.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Lands a topic with a consumer and a writer, a thread per partition. It keeps no positions: what
 * it was doing when it dies is done again, or lost.
 */
public final class PlainLanding {
  private static final Duration POLL = Duration.ofMillis(500);

  /** Rows from one line of progress to the next. */
  private static final long STEP = 200_000;

  private final Map<String, Object> options;
  private final String folder;
  private final AtomicLong rows = new AtomicLong();

  private PlainLanding(String servers, String folder) {
    this.options =
        Map.of(
            "bootstrap.servers",
            servers,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "max.poll.records",
            5000,
            "max.partition.fetch.bytes",
            4 << 20,
            "receive.buffer.bytes",
            1 << 20);
    this.folder = folder;
  }

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    PlainLanding landing = new PlainLanding(args[0], args[2] + "/events");
    landing.land(args[1]);
    Progress.print(System.currentTimeMillis(), landing.rows.get());
  }

  private void land(String topic) throws InterruptedException, ExecutionException {
    List<Callable<Void>> tasks = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = connect()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer
          .endOffsets(partitions)
          .forEach((partition, end) -> tasks.add(() -> land(partition, end)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    for (Future<Void> done : threads.invokeAll(tasks)) {
      done.get();
    }
    threads.shutdown();
  }

  private Void land(TopicPartition partition, long end) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = connect();
        PlainFiles files =
            new PlainFiles(folder, "part-%d.parquet".formatted(partition.partition()))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> item : consumer.poll(POLL)) {
          if (item.offset() < end) {
            files.write(PlainRow.parse(item));
            count();
          }
        }
      }
    }
    return null;
  }

  private void count() {
    long now = rows.incrementAndGet();
    if (now % STEP == 0) {
      Progress.print(System.currentTimeMillis(), now);
    }
  }

  private KafkaConsumer<byte[], byte[]> connect() {
    return new KafkaConsumer<>(options, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
