package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.event.Events;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;
import sparkify.producer.route.RoutedLine;
import sparkify.producer.route.RoutedLines;
import sparkify.producer.route.RoutedLines.Targets;
import sparkify.producer.send.Console;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.Resume;
import sparkify.producer.send.StopSignal;
import sparkify.producer.send.Summary;

/** Replays of the id {@code main} to one topic, and what the topic holds of them. */
final class Replays {
  private final EmbeddedKafka kafka;
  private final Path folder;
  private final String topic;
  private final StringWriter printed = new StringWriter();

  Replays(EmbeddedKafka kafka, Path folder, String topic) {
    this.kafka = kafka;
    this.folder = folder;
    this.topic = topic;
  }

  /** The settings of all of them. */
  Settings settings() {
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

  /** All lines of a file, to be resumed. */
  ReplayPlan plan(Path input) {
    return plan(file(input));
  }

  ReplayPlan plan(LineInput input) {
    return ReplayPlan.events(topic, input).resumed(resume("main"));
  }

  static Resume resume(String id) {
    return new Resume(id, false, "wipe it");
  }

  static LineInput file(Path input) {
    return new FileInput(input, 1 << 20);
  }

  Summary run(ReplayPlan plan) {
    return run(plan, new StopSignal());
  }

  Summary run(ReplayPlan plan, StopSignal stop) {
    PrintWriter writer = new PrintWriter(printed, true);
    return new Replayer(settings(), new Console(writer, writer, stop)).replay(plan);
  }

  CompletableFuture<Summary> inBackground(ReplayPlan plan, StopSignal stop) {
    return CompletableFuture.supplyAsync(() -> run(plan, stop));
  }

  /** What all of them have printed. */
  String printed() {
    return printed.toString();
  }

  /** Some lines with a user, some without, some blank. */
  Path input(int lines) throws IOException {
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

  /** Asserts that the topic holds each line of the file once, in order within its partition. */
  void assertHeld(Path input) throws IOException {
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

  /** The committed records of the topic. */
  List<ConsumerRecord<byte[], byte[]>> held() {
    return kafka.records(topic);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
