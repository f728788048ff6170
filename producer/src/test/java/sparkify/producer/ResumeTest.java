package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.event.Events;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.Topics;
import sparkify.producer.follow.FollowInput;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;
import sparkify.producer.line.Slice;
import sparkify.producer.pace.Schedule;
import sparkify.producer.route.RoutedLine;
import sparkify.producer.route.RoutedLines;
import sparkify.producer.route.RoutedLines.Targets;
import sparkify.producer.send.Console;
import sparkify.producer.send.Producers;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.Resume;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;

@Timeout(120)
class ResumeTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private String topic = "";

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void goesOnWhereItWasStopped() throws Exception {
    Path input = input(3_000);
    StopSignal stop = new StopSignal();
    CompletableFuture<Summary> first = inBackground(plan(input).paced(() -> rate(2_000)), stop);
    awaitRecords(100);
    stop.request();
    assertThat(first.get().stopped()).isTrue();
    assertThat(first.get().lost()).isZero();
    assertThat(held()).hasSize((int) first.get().sent());
    Summary second = replay(plan(input));
    assertThat(second.skipped()).isEqualTo(first.get().sent());
    assertThat(second.text()).contains("exactly once, as 'main'");
    assertHolds(input);
    assertThat(replay(plan(input)).sent()).isZero();
  }

  @Test
  void aStopBeforeTheFirstLineForgetsNothing() throws IOException {
    Path input = input(200);
    replay(ReplayPlan.events(topic, new Slice(file(input), 0, 100)).resumed(resume("main")));
    StopSignal stop = new StopSignal();
    ReplayPlan stopping =
        plan(input)
            .paced(
                () ->
                    line -> {
                      stop.request();
                      return 0;
                    });
    Summary stopped = new Replayer(settings(), console(stop)).replay(stopping);
    assertThat(stopped.stopped()).isTrue();
    assertThat(replay(plan(input)).skipped()).isBetween(100L, 101L);
    assertHolds(input);
  }

  @Test
  void aSecondProducerTakesOverAndTheFirstSaysSo() throws Exception {
    Path input = input(4_000);
    CompletableFuture<Summary> first =
        inBackground(plan(input).paced(() -> rate(1_000)), new StopSignal());
    awaitRecords(100);
    Summary second = replay(plan(input));
    assertThatThrownBy(first::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("Cannot go on with the replay 'main' to topic " + topic)
        .hasMessageContaining("process " + ProcessHandle.current().pid() + " has taken it over");
    assertThat(second.sent() + second.skipped()).isEqualTo(4_000);
    assertThat(printed.toString()).contains("events may not have been committed");
    assertHolds(input);
  }

  @Test
  void whatAKilledProducerHadInFlightIsNeitherLostNorDoubled() throws IOException {
    Path input = input(500);
    replay(ReplayPlan.events(topic, new Slice(file(input), 0, 200)).resumed(resume("main")));
    try (KafkaProducer<byte[], byte[]> killed =
        new Producers(settings(), 1 << 20).transactional("sparkify-replay." + topic + ".main")) {
      killed.initTransactions();
      killed.beginTransaction();
      sendTo(killed, 1);
      killed.flush();
      replay(plan(input));
      assertThatThrownBy(
              () -> {
                sendTo(killed, 2);
                killed.commitTransaction();
              })
          .isInstanceOf(KafkaException.class);
    }
    assertHolds(input);
  }

  @Test
  void sendsATransactionAgainThatTheBrokerGaveUp() throws Exception {
    Path input = input(3_000);
    CompletableFuture<Summary> replay =
        inBackground(plan(input).paced(() -> rate(1_000)), new StopSignal());
    try (Admin admin = kafka.admin()) {
      for (int records = 100; records < 2_000; records += 500) {
        awaitRecords(records);
        admin.fenceProducers(List.of("sparkify-replay." + topic + ".main")).all().get();
      }
    }
    assertThat(replay.get().sent()).isEqualTo(3_000);
    assertThat(printed.toString())
        .contains("Kafka gave up a transaction, sending its events again");
    assertHolds(input);
  }

  @Test
  void waitsForABrokerThatGoesDown() throws Exception {
    Path input = input(2_000);
    CompletableFuture<Summary> replay =
        inBackground(plan(input).paced(() -> rate(1_000)), new StopSignal());
    awaitRecords(100);
    kafka.stop();
    awaitMessage("is unreachable, waiting");
    kafka.start();
    assertThat(replay.get().sent()).isEqualTo(2_000);
    assertHolds(input);
  }

  @Test
  void stopsWhileTheBrokerIsDownAndLosesNothing() throws Exception {
    Path input = input(2_000);
    StopSignal stop = new StopSignal();
    CompletableFuture<Summary> replay = inBackground(plan(input).paced(() -> rate(1_000)), stop);
    awaitRecords(100);
    kafka.stop();
    try {
      awaitMessage("is unreachable, waiting");
      stop.request();
      assertThat(replay.get().stopped()).isTrue();
      assertThat(replay.get().lost()).isPositive();
      assertThat(replay.get().text()).contains("may not have been committed");
    } finally {
      kafka.start();
    }
    replay(plan(input));
    assertHolds(input);
  }

  @Test
  void goesOnWithAFileThatHasGrown() throws IOException {
    Path input = input(100);
    assertThat(replay(plan(input)).sent()).isEqualTo(100);
    Files.writeString(input, "more\n", StandardOpenOption.APPEND);
    assertThat(replay(plan(input)).sent()).isEqualTo(1);
    assertHolds(input);
  }

  @Test
  void followsAFileThroughItsReplacement() throws Exception {
    Path log = folder.resolve("app.log");
    List<String> lines = Files.readAllLines(input(170)).stream().filter(l -> !l.isEmpty()).toList();
    Files.write(log, lines.subList(0, 100));
    StopSignal stop = new StopSignal();
    CompletableFuture<Summary> first = inBackground(following(log), stop);
    awaitRecords(100);
    Files.move(log, folder.resolve("app.log.1"));
    Files.write(log, lines.subList(100, 150));
    awaitRecords(150);
    stop.request();
    assertThat(first.get().sent()).isEqualTo(150);
    Files.write(log, lines.subList(150, 170), StandardOpenOption.APPEND);
    StopSignal again = new StopSignal();
    CompletableFuture<Summary> second = inBackground(following(log), again);
    awaitRecords(170);
    again.request();
    assertThat(second.get().skipped()).isEqualTo(50);
    assertThat(held().stream().map(record -> text(record.value())))
        .containsExactlyInAnyOrderElementsOf(lines);
  }

  private ReplayPlan following(Path log) {
    return ReplayPlan.events(topic, new FollowInput(log, 1 << 20, warning -> {}))
        .resumed(resume("main"));
  }

  @Test
  void refusesAnotherBeginning() throws IOException {
    Path input = input(100);
    replay(plan(input));
    Path other = Files.copy(input, folder.resolve("other"));
    Files.writeString(other, Files.readString(input).replaceFirst("7", "8"));
    assertRefuses(plan(other), "its first 100 lines are not those that were sent");
    Files.write(other, Files.readAllLines(input).subList(0, 60));
    assertRefuses(plan(other), "but 100 of it were sent");
    LineInput slice = new Slice(file(input), 3, 1_000);
    assertRefuses(
        ReplayPlan.events(topic, slice).resumed(resume("main")),
        "it was begun with the options [], and now they are [skip 3]");
    assertHolds(input);
  }

  @Test
  void refusesAnotherTopicOfThatNameAndOtherPartitions() throws Exception {
    Path input = input(20);
    replay(plan(input));
    try (Admin admin = kafka.admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all().get();
      awaitPartitions(4);
      assertRefuses(plan(input), "it was begun with 3 partitions, but the topic now has 4");
      admin.deleteTopics(List.of(topic)).all().get();
    }
    assertRefuses(plan(input), "it was begun with topic id ");
  }

  @Test
  void refusesATopicThatHoldsSomethingElseIfItMustNot() throws IOException {
    Path input = input(20);
    replay(plan(input).resumed(resume("one")));
    replay(plan(input).resumed(resume("two")));
    assertThat(held()).hasSize(40);
    assertRefuses(
        plan(input).resumed(new Resume("three", true, "wipe it")),
        "the topic holds records of something else");
  }

  private void sendTo(KafkaProducer<byte[], byte[]> producer, int value) {
    var unused = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {(byte) value}));
  }

  private void assertRefuses(ReplayPlan plan, String why) {
    assertThatThrownBy(() -> replay(plan))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot resume the replay ")
        .hasMessageContaining(why)
        .hasMessageEndingWith("; wipe it");
  }

  private Summary replay(ReplayPlan plan) {
    return new Replayer(settings(), console(new StopSignal())).replay(plan);
  }

  private CompletableFuture<Summary> inBackground(ReplayPlan plan, StopSignal stop) {
    return CompletableFuture.supplyAsync(
        () -> new Replayer(settings(), console(stop)).replay(plan));
  }

  private ReplayPlan plan(Path input) {
    return ReplayPlan.events(topic, file(input)).resumed(resume("main"));
  }

  private static Resume resume(String id) {
    return new Resume(id, false, "wipe it");
  }

  private static Schedule rate(double perSecond) {
    return Schedule.rate(perSecond);
  }

  private static LineInput file(Path input) {
    return new FileInput(input, 1 << 20);
  }

  private Console console(StopSignal stop) {
    PrintWriter writer = new PrintWriter(printed, true);
    return new Console(writer, writer, stop);
  }

  private void awaitRecords(int count) {
    boolean enough = false;
    while (!enough) {
      try {
        enough = held().size() >= count;
      } catch (KafkaException e) {
        Thread.onSpinWait(); // The topic is not there yet.
      }
    }
  }

  private void awaitMessage(String message) {
    while (!printed.toString().contains(message)) {
      Thread.onSpinWait();
    }
  }

  private void awaitPartitions(int count) {
    try (Topics topics = Topics.connect(settings().kafka())) {
      while (topics.describe(topic).partitions() != count) {
        Thread.onSpinWait();
      }
    }
  }

  /** Some lines with a user, some without, some blank. */
  private Path input(int lines) throws IOException {
    Random random = new Random(lines);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      all.add(
          random.nextInt(10) == 0
              ? "\nodd " + i
              : "{\"userId\":\"%d\",\"n\":%d}".formatted(random.nextInt(30), i));
    }
    return Files.write(folder.resolve("input-" + lines), all);
  }

  private void assertHolds(Path input) throws IOException {
    List<List<String>> wanted = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (LineSource source = file(input).open()) {
      RoutedLines lines = new RoutedLines(source, new Events().keys(), new Targets(3, 1 << 20));
      for (RoutedLine line = lines.next(); line != null; line = lines.next()) {
        wanted.get(line.partition()).add(text(line.value()));
      }
    }
    List<List<String>> held = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    held().forEach(record -> held.get(record.partition()).add(text(record.value())));
    assertThat(held).isEqualTo(wanted);
  }

  private List<ConsumerRecord<byte[], byte[]>> held() {
    return kafka.records(topic);
  }

  private Settings settings() {
    return SettingsLoader.load(
        null,
        Map.of(
            "kafka.bootstrap-servers",
            kafka.bootstrapServers(),
            "kafka.timeout",
            "5s",
            "producer.quiet-after",
            "300ms",
            "producer.side-directory",
            folder.resolve("side").toString()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
