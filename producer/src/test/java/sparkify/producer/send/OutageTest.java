package sparkify.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.producer.Replayer;
import sparkify.producer.line.FileInput;
import sparkify.producer.pace.Schedule;
import sparkify.producer.route.Position;
import sparkify.producer.route.RoutedLine;

@Timeout(120)
class OutageTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private final StopSignal stop = new StopSignal();

  @Test
  void waitsForABrokerThatGoesDownAndContinues() throws Exception {
    kafka.createTopic("down", 3);
    List<String> lines =
        IntStream.range(0, 2_000).mapToObj(i -> "{\"userId\":\"1\",\"n\":" + i + "}").toList();
    CompletableFuture<Summary> replay = replayInBackground("down", lines);
    awaitRecords("down", 100);
    kafka.stop();
    awaitMessage("is unreachable, waiting");
    kafka.start();
    Summary summary = replay.get();
    assertThat(summary.sent()).isEqualTo(2_000);
    assertThat(summary.waited()).isGreaterThan(Duration.ofMillis(300));
    assertThat(printed.toString())
        .containsOnlyOnce("is unreachable, waiting")
        .containsOnlyOnce("Kafka answers again after");
    assertThat(summary.text()).contains("waited ");
    assertThat(kafka.records("down"))
        .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
        .containsExactlyElementsOf(lines);
  }

  @Test
  void stopsOnRequestWhileTheBrokerIsDown() throws Exception {
    kafka.createTopic("stopped", 3);
    CompletableFuture<Summary> replay = replayInBackground("stopped", List.of("a", "b", "c"));
    awaitRecords("stopped", 1);
    kafka.stop();
    try {
      stop.request();
      Summary summary = replay.get();
      assertThat(summary.stopped()).isTrue();
      assertThat(summary.text()).contains("Stopped after");
    } finally {
      kafka.start();
    }
  }

  @Test
  void stopsAtTheFirstRecordThatFails() throws InterruptedException {
    kafka.createTopic("refusing", 1, Map.of("max.message.bytes", "3000"));
    byte[] noise = new byte[9_000];
    new Random(3).nextBytes(noise);
    Producers producers = new Producers(settings(), 100_000);
    try (Delivery delivery = new IdempotentDelivery(producers, "refusing", new Tally())) {
      long unused = delivery.send(line(1, new byte[] {1}));
      delivery.commit();
      unused = delivery.send(line(2, noise));
      assertThatThrownBy(delivery::commit)
          .isInstanceOf(OperatorError.class)
          .hasMessageStartingWith("Cannot send line 2 to topic refusing, partition 0: ");
      assertThatThrownBy(() -> delivery.send(line(3, new byte[] {3})))
          .hasMessageStartingWith("Cannot send line 2 ");
    }
    assertThat(kafka.records("refusing")).hasSize(1);
  }

  private static RoutedLine line(long number, byte[] value) {
    return new RoutedLine(number, Position.START, value, null, 0, true, 0);
  }

  private CompletableFuture<Summary> replayInBackground(String topic, List<String> lines)
      throws IOException {
    Path file = Files.write(folder.resolve(topic + ".json"), lines);
    ReplayPlan plan =
        ReplayPlan.events(topic, new FileInput(file, 1 << 20))
            .paced(() -> Schedule.rate(lines.size() > 3 ? 1_000 : 0.01));
    PrintWriter writer = new PrintWriter(printed, true);
    Replayer replayer = new Replayer(settings(), new Console(writer, writer, stop));
    return CompletableFuture.supplyAsync(() -> replayer.replay(plan));
  }

  private void awaitRecords(String topic, int count) {
    while (kafka.records(topic).size() < count) {
      Thread.onSpinWait();
    }
  }

  private void awaitMessage(String message) {
    while (!printed.toString().contains(message)) {
      Thread.onSpinWait();
    }
  }

  private Settings settings() {
    return SettingsLoader.load(
        null,
        Map.of(
            "kafka.bootstrap-servers",
            kafka.bootstrapServers(),
            "kafka.timeout",
            "10s",
            "producer.quiet-after",
            "300ms",
            "producer.side-directory",
            folder.toString()));
  }
}
