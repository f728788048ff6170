package sparkify.bench.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import sparkify.bench.process.Ended;
import sparkify.bench.process.JavaProgram;

/** Kafka's own performance tests, with the options of our clients. */
final class KafkaTools {
  private static final Pattern SENT = Pattern.compile("records sent, ([\\d.]+) records/sec");

  /** The last two columns of {@code fetch.MB.sec, fetch.nMsg.sec}. */
  private static final Pattern READ = Pattern.compile("^[^,]*(?:, [^,]*){8}, ([\\d.]+)$");

  private final Bench bench;

  KafkaTools(Bench bench) {
    this.bench = bench;
  }

  /** Sends the events, from memory. */
  Ended produce(String label, String topic) throws IOException, InterruptedException {
    return run(
        label,
        "org.apache.kafka.tools.ProducerPerformance",
        List.of(
            "--bootstrap-server",
            bench.cluster().bootstrapServers(),
            "--topic",
            topic,
            "--num-records",
            "" + bench.events(),
            "--throughput",
            "-1",
            "--payload-file",
            bench.file().toString(),
            "--command-property",
            "acks=all",
            "enable.idempotence=true",
            "compression.type=lz4",
            "batch.size=262144",
            "linger.ms=10",
            "buffer.memory=67108864"));
  }

  /** The events per second that it sent, without reading the file. */
  static double sentPerSecond(Ended ended) {
    return Double.parseDouble(ended.last(SENT).group(1));
  }

  /** Reads the events of the common topic. */
  Ended consume(String label) throws IOException, InterruptedException {
    bench.dataset();
    return run(
        label,
        "org.apache.kafka.tools.ConsumerPerformance",
        List.of(
            "--bootstrap-server",
            bench.cluster().bootstrapServers(),
            "--topic",
            bench.topic(),
            "--num-records",
            "" + bench.events(),
            "--hide-header"));
  }

  /** The events per second that it read, from its first fetch on. */
  static double readPerSecond(Ended ended) {
    return Double.parseDouble(ended.last(READ).group(1));
  }

  private Ended run(String label, String main, List<String> arguments)
      throws IOException, InterruptedException {
    Path libraries = bench.home().root().resolve("bench/kafka/target/lib");
    List<String> options =
        List.of(
            "-Xmx" + heapMib() + "m",
            "-XX:+UseParallelGC",
            "-Duser.language=en",
            "-Dlogback.configurationFile=" + bench.home().logback());
    return bench
        .programs()
        .java(label, new JavaProgram(options, libraries + "/*", main, arguments));
  }

  /** The producer keeps all lines of the file, half a kilobyte each and their objects. */
  private long heapMib() throws IOException, InterruptedException {
    return Math.max(3_072, 1_024 + bench.events() / 1_000);
  }
}
