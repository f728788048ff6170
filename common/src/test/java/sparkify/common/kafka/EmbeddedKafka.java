package sparkify.common.kafka;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import sparkify.common.FileTree;
import sparkify.common.FreePort;

/**
 * A broker inside the test's JVM: one KRaft node on a free loopback port.
 *
 * <p>As a JUnit extension, {@code @RegisterExtension static final EmbeddedKafka kafka = new
 * EmbeddedKafka();}, it lives as long as the class's tests. Stopped and started again, it has the
 * same address and the same data. Topics must be created: as in production, using one does not
 * create it.
 */
public final class EmbeddedKafka implements AutoCloseable, BeforeAllCallback, AfterAllCallback {
  private final int port = FreePort.any();
  private final int controllerPort = FreePort.any();
  private final String listeners;
  private final Map<String, String> overrides;
  private @Nullable Path directory;
  private @Nullable KafkaRaftServer server;

  public EmbeddedKafka() {
    this(Map.of());
  }

  /**
   * Prepares a broker with settings of its own.
   *
   * @param overrides broker settings that override those of this class
   */
  public EmbeddedKafka(Map<String, String> overrides) {
    this(List.of(), overrides);
  }

  /**
   * Prepares a broker with further listeners.
   *
   * @param listeners in addition to the one without TLS and login, such as {@code
   *     SSL://127.0.0.1:9094}
   * @param overrides broker settings that override those of this class
   */
  EmbeddedKafka(List<String> listeners, Map<String, String> overrides) {
    this.listeners = listeners.stream().map(listener -> "," + listener).collect(joining());
    this.overrides = Map.copyOf(overrides);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  /** Host and port, also before the first start and while stopped. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Starts the broker with the data it had before, if any; returns when it answers. */
  public void start() {
    if (directory == null) {
      directory = newDirectory();
      format(directory);
    }
    KafkaRaftServer started =
        new KafkaRaftServer(new KafkaConfig(properties(directory)), Time.SYSTEM);
    started.startup();
    server = started;
  }

  /** Stops the broker and keeps its data. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Stops the broker and deletes its data. */
  @Override
  public void close() {
    stop();
    if (directory != null) {
      FileTree.delete(directory);
      directory = null;
    }
  }

  /** The file of a partition's records, all of them in one segment. */
  public SegmentFile segment(String topic, int partition) {
    return new SegmentFile(
        Objects.requireNonNull(directory, "not started"), new TopicPartition(topic, partition));
  }

  /** A new admin client, for the caller to close. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** Creates a topic with the broker's own settings. */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /** Creates a topic with settings of its own, such as {@code max.message.bytes}. */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.<Short>empty()).configs(config);
    try (Admin admin = admin()) {
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Cannot create topic " + name, e);
    }
  }

  /** All records of a topic, partition after partition, as a {@code read_committed} reader sees. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> options =
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "isolation.level",
            "read_committed",
            "fetch.max.wait.ms",
            10);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(options, bytes, bytes)) {
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      for (int i = 0; i < consumer.partitionsFor(topic).size(); i++) {
        read(consumer, new TopicPartition(topic, i), all);
      }
      return all;
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> into) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      consumer.poll(Duration.ofMillis(100)).forEach(into::add);
    }
  }

  private Properties properties(Path data) {
    Properties all = new Properties();
    all.put("process.roles", "broker,controller");
    all.put("node.id", "1");
    all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    all.put(
        "listeners",
        "PLAINTEXT://"
            + bootstrapServers()
            + ",CONTROLLER://127.0.0.1:"
            + controllerPort
            + listeners);
    all.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers() + listeners);
    all.put("controller.listener.names", "CONTROLLER");
    all.put("log.dirs", data.toString());
    all.put("auto.create.topics.enable", "false");
    // Tests send records of years ago.
    all.put("log.retention.ms", "-1");
    all.put("offsets.topic.replication.factor", "1");
    all.put("offsets.topic.num.partitions", "1");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("transaction.state.log.num.partitions", "1");
    all.put("group.initial.rebalance.delay.ms", "0");
    all.put("log.cleaner.dedupe.buffer.size", "2000000");
    all.putAll(overrides);
    return all;
  }

  private void format(Path data) {
    Path file = data.resolveSibling(data.getFileName() + ".properties");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (var out = Files.newOutputStream(file);
        var print = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      properties(data).store(out, null);
      String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
      if (StorageTool.execute(command, print) != 0) {
        throw new IllegalStateException(
            "Cannot format " + data + ": " + output.toString(StandardCharsets.UTF_8));
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot format " + data, e);
    }
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("embedded-kafka");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a folder for the broker", e);
    }
  }
}
