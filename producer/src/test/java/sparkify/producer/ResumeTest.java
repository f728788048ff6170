package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
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
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.producer.follow.FollowInput;
import sparkify.producer.line.Slice;
import sparkify.producer.pace.Schedule;
import sparkify.producer.send.Producers;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;

@Timeout(120)
class ResumeTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;
  private String topic = "";
  private Replays replays;

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    replays = new Replays(kafka, folder, topic);
  }

  @Test
  void goesOnWhereItWasStopped() throws Exception {
    Path input = replays.input(3_000);
    StopSignal stop = new StopSignal();
    CompletableFuture<Summary> first = inBackground(input, 2_000, stop);
    awaitRecords(100);
    stop.request();
    assertThat(first.get().stopped()).isTrue();
    assertThat(first.get().lost()).isZero();
    assertThat(replays.held()).hasSize((int) first.get().sent());
    Summary second = replays.run(replays.plan(input));
    assertThat(second.skipped()).isEqualTo(first.get().sent());
    assertThat(second.text()).contains("exactly once, as 'main'");
    replays.assertHeld(input);
    assertThat(replays.run(replays.plan(input)).sent()).isZero();
  }

  @Test
  void aStopBeforeTheFirstLineForgetsNothing() throws IOException {
    Path input = replays.input(200);
    replays.run(replays.plan(new Slice(Replays.file(input), 0, 100)));
    StopSignal stop = new StopSignal();
    ReplayPlan stopping =
        replays
            .plan(input)
            .paced(
                () ->
                    line -> {
                      stop.request();
                      return 0;
                    });
    Summary stopped = replays.run(stopping, stop);
    assertThat(stopped.stopped()).isTrue();
    assertThat(replays.run(replays.plan(input)).skipped()).isBetween(100L, 101L);
    replays.assertHeld(input);
  }

  @Test
  void aSecondProducerTakesOverAndTheFirstSaysSo() throws Exception {
    Path input = replays.input(4_000);
    CompletableFuture<Summary> first = inBackground(input, 1_000, new StopSignal());
    awaitRecords(100);
    Summary second = replays.run(replays.plan(input));
    assertThatThrownBy(first::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("Cannot go on with the replay 'main' to topic " + topic)
        .hasMessageContaining("process " + ProcessHandle.current().pid() + " has taken it over");
    assertThat(second.sent() + second.skipped()).isEqualTo(4_000);
    assertThat(replays.printed()).contains("events may not have been committed");
    replays.assertHeld(input);
  }

  @Test
  void whatAKilledProducerHadInFlightIsNeitherLostNorDoubled() throws IOException {
    Path input = replays.input(500);
    replays.run(replays.plan(new Slice(Replays.file(input), 0, 200)));
    try (KafkaProducer<byte[], byte[]> killed =
        new Producers(replays.settings(), 1 << 20)
            .transactional("sparkify-replay." + topic + ".main")) {
      killed.initTransactions();
      killed.beginTransaction();
      sendTo(killed, 1);
      killed.flush();
      replays.run(replays.plan(input));
      assertThatThrownBy(
              () -> {
                sendTo(killed, 2);
                killed.commitTransaction();
              })
          .isInstanceOf(KafkaException.class);
    }
    replays.assertHeld(input);
  }

  @Test
  void sendsATransactionAgainThatTheBrokerGaveUp() throws Exception {
    Path input = replays.input(3_000);
    CompletableFuture<Summary> replay = inBackground(input, 1_000, new StopSignal());
    try (Admin admin = kafka.admin()) {
      for (int records = 100; records < 2_000; records += 500) {
        awaitRecords(records);
        admin.fenceProducers(List.of("sparkify-replay." + topic + ".main")).all().get();
      }
    }
    assertThat(replay.get().sent()).isEqualTo(3_000);
    assertThat(replays.printed()).contains("Kafka gave up a transaction, sending its events again");
    replays.assertHeld(input);
  }

  @Test
  void waitsForABrokerThatGoesDown() throws Exception {
    Path input = replays.input(2_000);
    CompletableFuture<Summary> replay = inBackground(input, 1_000, new StopSignal());
    awaitRecords(100);
    kafka.stop();
    awaitMessage("is unreachable, waiting");
    kafka.start();
    assertThat(replay.get().sent()).isEqualTo(2_000);
    replays.assertHeld(input);
  }

  @Test
  void stopsWhileTheBrokerIsDownAndLosesNothing() throws Exception {
    Path input = replays.input(2_000);
    StopSignal stop = new StopSignal();
    CompletableFuture<Summary> replay = inBackground(input, 1_000, stop);
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
    replays.run(replays.plan(input));
    replays.assertHeld(input);
  }

  @Test
  void goesOnWithAFileThatHasGrown() throws IOException {
    Path input = replays.input(100);
    assertThat(replays.run(replays.plan(input)).sent()).isEqualTo(100);
    Files.writeString(input, "more\n", StandardOpenOption.APPEND);
    assertThat(replays.run(replays.plan(input)).sent()).isEqualTo(1);
    replays.assertHeld(input);
  }

  @Test
  void followsAFileThroughItsReplacement() throws Exception {
    Path log = folder.resolve("app.log");
    List<String> lines =
        Files.readAllLines(replays.input(170)).stream().filter(l -> !l.isEmpty()).toList();
    Files.write(log, lines.subList(0, 100));
    StopSignal stop = new StopSignal();
    CompletableFuture<Summary> first = replays.inBackground(following(log), stop);
    awaitRecords(100);
    Files.move(log, folder.resolve("app.log.1"));
    Files.write(log, lines.subList(100, 150));
    awaitRecords(150);
    stop.request();
    assertThat(first.get().sent()).isEqualTo(150);
    Files.write(log, lines.subList(150, 170), StandardOpenOption.APPEND);
    StopSignal again = new StopSignal();
    CompletableFuture<Summary> second = replays.inBackground(following(log), again);
    awaitRecords(170);
    again.request();
    assertThat(second.get().skipped()).isEqualTo(50);
    assertThat(replays.held().stream().map(record -> Replays.text(record.value())))
        .containsExactlyInAnyOrderElementsOf(lines);
  }

  private CompletableFuture<Summary> inBackground(Path input, int perSecond, StopSignal stop) {
    return replays.inBackground(replays.plan(input).paced(() -> Schedule.rate(perSecond)), stop);
  }

  private ReplayPlan following(Path log) {
    return replays.plan(new FollowInput(log, 1 << 20, warning -> {}));
  }

  private void sendTo(KafkaProducer<byte[], byte[]> producer, int value) {
    var unused = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {(byte) value}));
  }

  private void awaitRecords(int count) {
    boolean enough = false;
    while (!enough) {
      try {
        enough = replays.held().size() >= count;
      } catch (KafkaException e) {
        Thread.onSpinWait(); // The topic is not there yet.
      }
    }
  }

  private void awaitMessage(String message) {
    while (!replays.printed().contains(message)) {
      Thread.onSpinWait();
    }
  }
}
