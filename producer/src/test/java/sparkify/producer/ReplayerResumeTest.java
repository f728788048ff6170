package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.common.ProcessLock;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.event.Events;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;
import sparkify.producer.resume.ReplayLock;
import sparkify.producer.resume.ReplayRecord;
import sparkify.producer.route.RoutedLine;
import sparkify.producer.route.RoutedLines;
import sparkify.producer.send.Console;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;

@Timeout(120)
class ReplayerResumeTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private String topic = "";

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void resumesExactlyFromAnyPrefixOfEachPartition() throws IOException {
    Random random = new Random(5);
    Path input = input(random, 400);
    List<List<String>> wanted = wanted(input);
    for (int round = 0; round < 8; round++) {
      topic = "prefix-" + round;
      Path record = folder.resolve(topic + ".json");
      writeRecord(record, input);
      for (int p = 0; p < 3; p++) {
        int size = wanted.get(p).size();
        int held = round == 0 ? 0 : round == 1 ? size : random.nextInt(size + 1);
        preload(p, wanted.get(p).subList(0, held));
      }
      long before = kafka.records(topic).size();
      Summary summary = resume(input, record);
      assertThat(summary.skipped()).isEqualTo(before);
      assertThat(held()).isEqualTo(wanted);
    }
  }

  @Test
  void resumesWhereARunningReplayWasStopped() throws Exception {
    Path input = input(new Random(6), 3_000);
    Path record = folder.resolve("record.json");
    StopSignal stop = new StopSignal();
    LineInput stopping = stoppingAfter(new FileInput(input, 1 << 20), 2_000, stop);
    Summary first =
        new Replayer(settings(), console(stop))
            .resume(ReplayPlan.events(topic, stopping), record, "wipe");
    assertThat(first.stopped()).isTrue();
    assertThat(first.text()).contains("Stopped after");
    assertThat(first.unacknowledged()).isZero();
    Summary second = resume(input, record);
    assertThat(second.skipped()).isEqualTo(first.sent());
    assertThat(held()).isEqualTo(wanted(input));
    assertThat(resume(input, record).sent()).isZero();
  }

  @Test
  void refusesRecordsOfAnotherProducer() throws IOException {
    Path input = input(new Random(7), 100);
    Path record = folder.resolve("record.json");
    resume(input, record);
    preload(1, List.of("{\"userId\":\"stranger\"}"));
    assertRefuses(input, record, "it holds more records than the input has lines");
  }

  @Test
  void refusesAPrefixThatEndsInAnotherLine() throws IOException {
    Path input = input(new Random(8), 100);
    Path record = folder.resolve("record.json");
    writeRecord(record, input);
    preload(0, List.of(wanted(input).get(0).get(0), "something else"));
    assertRefuses(input, record, "record 1 of partition 0 is not line");
  }

  @Test
  void refusesAnotherInputTopicOrPartitionCount() throws Exception {
    Path input = input(new Random(9), 20);
    Path record = folder.resolve("record.json");
    resume(input, record);
    Path other = Files.writeString(folder.resolve("other.json"), "x");
    assertRefuses(other, record, "it was started with another input");
    try (Admin admin = kafka.admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all().get();
      awaitPartitions(4);
      assertRefuses(input, record, "it was started on 3 partitions, but the topic now has 4");
      admin.deleteTopics(List.of(topic)).all().get();
    }
    assertRefuses(input, record, "the topic no longer exists");
    kafka.createTopic(topic, 3);
    assertRefuses(input, record, "it was started on topic id");
  }

  @Test
  void refusesATopicThatHoldsRecordsOfUnknownOriginOrHasLostSome() throws Exception {
    Path input = input(new Random(10), 20);
    kafka.createTopic(topic, 3);
    preload(0, List.of("x"));
    assertRefuses(input, folder.resolve("none.json"), "the topic holds records, and");
    Path record = folder.resolve("record.json");
    writeRecord(record, input);
    try (Admin admin = kafka.admin()) {
      var all = RecordsToDelete.beforeOffset(1);
      admin.deleteRecords(Map.of(new TopicPartition(topic, 0), all)).all().get();
    }
    assertRefuses(input, record, "the first 1 records of partition 0 have been deleted");
  }

  @Test
  void onlyOneReplayRunsAtATime() throws IOException {
    Path input = input(new Random(11), 20);
    Path record = folder.resolve("record.json");
    try (ProcessLock lock = ReplayLock.take(record)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> resume(input, record))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining("another replay of this dataset is running");
    }
    assertThat(resume(input, record).sent()).isEqualTo(20);
  }

  private void assertRefuses(Path input, Path record, String why) {
    assertThatThrownBy(() -> resume(input, record))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(why)
        .hasMessageEndingWith("to start over: wipe it");
  }

  private Summary resume(Path input, Path record) {
    return new Replayer(settings(), console(new StopSignal()))
        .resume(ReplayPlan.events(topic, new FileInput(input, 1 << 20)), record, "wipe it");
  }

  private Console console(StopSignal stop) {
    PrintWriter writer = new PrintWriter(printed, true);
    return new Console(writer, writer, stop);
  }

  private void awaitPartitions(int count) {
    try (Topics topics = Topics.connect(settings().kafka())) {
      while (topics.describe(topic).partitions() != count) {
        Thread.onSpinWait();
      }
    }
  }

  private void writeRecord(Path record, Path input) throws IOException {
    try (Topics topics = Topics.connect(settings().kafka())) {
      TopicState state = topics.ensure(topic);
      new ReplayRecord(new FileInput(input, 1 << 20).sha256(), state.topicId(), state.partitions())
          .write(record);
    }
  }

  /** Some lines with a user, some without, some blank. */
  private Path input(Random random, int lines) throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      all.add(
          random.nextInt(10) == 0
              ? "\nodd " + i
              : "{\"userId\":\"%d\",\"n\":%d}".formatted(random.nextInt(30), i));
    }
    return Files.write(folder.resolve("input-" + lines), all);
  }

  private static List<List<String>> wanted(Path input) throws IOException {
    List<List<String>> wanted = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (LineSource source = new FileInput(input, 1 << 20).open()) {
      RoutedLines lines = new RoutedLines(source, new Events().keys(), Long.MAX_VALUE, 3, 1 << 20);
      for (RoutedLine line = lines.next(); line != null; line = lines.next()) {
        wanted.get(line.partition()).add(text(line.value()));
      }
    }
    return wanted;
  }

  private List<List<String>> held() {
    List<List<String>> held = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (ConsumerRecord<byte[], byte[]> record : kafka.records(topic)) {
      held.get(record.partition()).add(text(record.value()));
    }
    return held;
  }

  private void preload(int partition, List<String> lines) {
    Map<String, Object> options = Map.of("bootstrap.servers", kafka.bootstrapServers());
    ByteArraySerializer same = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(options, same, same)) {
      for (String line : lines) {
        byte[] value = line.getBytes(StandardCharsets.UTF_8);
        byte[] key = new Events().keys().key(value);
        var unused = producer.send(new ProducerRecord<>(topic, partition, key, value));
      }
    }
  }

  private Settings settings() {
    return SettingsLoader.load(
        null,
        Map.of(
            "kafka.bootstrap-servers", kafka.bootstrapServers(),
            "producer.side-directory", folder.resolve("side").toString()));
  }

  private static LineInput stoppingAfter(LineInput input, int lines, StopSignal stop) {
    return new LineInput() {
      @Override
      public String name() {
        return input.name();
      }

      @Override
      public String sha256() throws IOException {
        return input.sha256();
      }

      @Override
      public LineSource open() throws IOException {
        return new StoppingSource(input.open(), lines, stop);
      }
    };
  }

  /** Requests a stop once some lines have been read. */
  private record StoppingSource(LineSource source, int lines, StopSignal stop)
      implements LineSource {
    @Override
    public byte @Nullable [] next() throws IOException {
      if (source.lineNumber() >= lines) {
        stop.request();
      }
      return source.next();
    }

    @Override
    public long lineNumber() {
      return source.lineNumber();
    }

    @Override
    public long tooLong() {
      return source.tooLong();
    }

    @Override
    public long blankLines() {
      return source.blankLines();
    }

    @Override
    public double fraction() {
      return source.fraction();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
