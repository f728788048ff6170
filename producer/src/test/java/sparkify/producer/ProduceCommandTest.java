package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.kafka.EmbeddedKafka;

@Timeout(60)
class ProduceCommandTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;

  @Test
  void sendsBytesUnchangedToTheUsersPartitionInOrder() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append("{\"n\" : %d,\"userId\":\"%d\", \"é\":1.50}%n".formatted(i, i % 17));
    }
    CommandLineRun run = produce("plain", write("plain.json", text.toString()));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Sent 3,000 events").contains("latency p50");
    List<ConsumerRecord<byte[], byte[]>> records = kafka.records("plain.events");
    for (int user = 0; user < 17; user++) {
      String key = Integer.toString(user);
      assertThat(records.stream().filter(r -> text(r.key()).equals(key)).map(r -> text(r.value())))
          .containsExactlyElementsOf(
              text.toString().lines().filter(l -> l.contains("\"" + key + "\"")).toList());
    }
    assertThat(records)
        .hasSize(3_000)
        .allMatch(r -> r.partition() == BuiltInPartitioner.partitionForKey(r.key(), 3));
  }

  @Test
  void sendsLinesThatAreNotEventsWithoutAKey() throws IOException {
    List<String> lines =
        List.of(
            "not json",
            "[1,2]",
            "17",
            "{\"userId\":12.5}",
            "{\"userId\":true}",
            "{\"userId\":\"\"}",
            "{\"userId\":null}",
            "{\"userId\":\"1\",\"userId\":\"2\"}",
            "{\"userId\":\"1\"} {}",
            "{\"userId\":\"1\"",
            "{\"a\":{\"userId\":\"1\"}}",
            "{\"userId\":\"\\ud800\"}",
            "{\"userId\":\"1\",\"deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
            "\u0000{\"userId\":\"1\"}",
            "{\u0000\"userId\":\"1\"}");
    CommandLineRun run = produce("odd", write("odd.json", String.join("\n", lines)));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(lines.size() + " lines have no user");
    List<ConsumerRecord<byte[], byte[]>> records = kafka.records("odd.events");
    assertThat(records).allMatch(r -> r.key() == null).hasSize(lines.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      int line = lines.indexOf(text(record.value())) + 1;
      assertThat(record.partition()).isEqualTo(line % 3);
    }
  }

  @Test
  void givesAUserOneKeyHoweverItsNumberIsWritten() throws IOException {
    List<String> lines =
        List.of(
            "{\"userId\":\"87\"}", "{\"userId\":87}", "{\"userId\":87.0}", "{\"userId\":8.7e1}");
    assertThat(produce("number", write("number.json", String.join("\n", lines))).exitCode())
        .isZero();
    assertThat(kafka.records("number.events"))
        .allMatch(r -> text(r.key()).equals("87"))
        .extracting(r -> text(r.value()))
        .containsExactlyElementsOf(lines);
  }

  @Test
  void sendsInvalidUtf8Unchanged() throws IOException {
    byte[] line = "{\"userId\":\"7\",\"song\":\"??\"}".getBytes(StandardCharsets.UTF_8);
    line[22] = (byte) 0xff;
    line[23] = (byte) 0xc3;
    Path file = folder.resolve("bytes.json");
    Files.write(file, line);
    assertThat(produce("bytes", file).exitCode()).isZero();
    assertThat(kafka.records("bytes.events"))
        .singleElement()
        .satisfies(r -> assertThat(r.value()).isEqualTo(line));
  }

  @Test
  void handlesLineEndsBlankLinesAndALastLineWithoutEnd() throws IOException {
    CommandLineRun run =
        produce("ends", write("ends.json", "{\"userId\":\"1\"}\r\n\n \t\r\na\r\r\n\nb"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Sent 3 events").contains("3 blank lines");
    assertThat(kafka.records("ends.events").stream().map(r -> text(r.value())))
        .containsExactlyInAnyOrder("{\"userId\":\"1\"}", "a\r", "b");
    assertThat(kafka.records("ends.events"))
        .filteredOn(r -> text(r.value()).equals("b"))
        .allMatch(r -> r.partition() == 6 % 3);
  }

  @Test
  void setsLinesTooLargeForKafkaAsideAndSendsTheRest() throws IOException {
    String large = "{\"userId\":\"1\",\"song\":\"" + "x".repeat(5_000_000) + "\"}";
    String text = "{\"userId\":\"1\"}\n" + large + "\n{\"userId\":\"2\"}\n";
    CommandLineRun run = produce("large", write("large.json", text));
    assertThat(run.exitCode()).isEqualTo(1);
    Path side = folder.resolve("side/large.json.too-large.jsonl");
    assertThat(run.err()).contains("1 lines of large.json").contains(side.toString());
    assertThat(run.out()).contains("Sent 2 events");
    assertThat(Files.readString(side)).isEqualTo("2\t" + large + "\n");
    assertThat(kafka.records("large.events")).hasSize(2);
  }

  @Test
  void notesOnlyTheLengthOfALineTooLongToKeepAndSendsTheRest() throws IOException {
    String kept = "x".repeat(2_048);
    List<String> lines =
        List.of("{\"userId\":\"1\"}", "a".repeat(2_049), "b".repeat(3_000_000), kept, "end");
    Path file = write("long.json", String.join("\r\n", lines) + "\r\n" + "c".repeat(5_000));
    CommandLineRun run = produce("long", file, "-Dproducer.max-line-bytes=2k");
    assertThat(run.exitCode()).isEqualTo(1);
    Path side = folder.resolve("side/long.json.too-large.jsonl");
    assertThat(run.err())
        .contains(
            "3 lines of long.json", "2,048 bytes (producer.max-line-bytes)", "3 of them only");
    assertThat(Files.readAllLines(side))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("2\ta line of 2049 bytes"),
            line -> assertThat(line).startsWith("3\ta line of 3000000 bytes"),
            line -> assertThat(line).startsWith("6\ta line of 5000 bytes"));
    assertThat(kafka.records("long.events").stream().map(r -> text(r.value())))
        .containsExactlyInAnyOrder(lines.get(0), kept, "end");
  }

  @Test
  void refusesAFileThatIsOneJsonArray() throws IOException {
    String object = "{\"userId\":\"1\",\"song\":\"%s\"}".formatted("x".repeat(5_000));
    Path oneLine = write("one-line.json", "[" + object + "," + object + "]");
    Path indented = write("indented.json", "\n [\n" + object + ",\n" + object + "\n]\n");
    for (Path file : List.of(oneLine, indented)) {
      CommandLineRun run = produce("array", file, "-Dproducer.max-line-bytes=2k");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines().filter(l -> l.startsWith("Cannot ")))
          .singleElement()
          .asString()
          .contains(file.toString(), "it is a JSON array; one object per line is expected");
    }
    assertThat(kafka.records("array.events")).isEmpty();
  }

  @Test
  void usesTheTopicsOwnSizeLimit() throws IOException {
    kafka.createTopic("wide.events", 3, Map.of("max.message.bytes", "6000000"));
    kafka.createTopic("narrow.events", 3, Map.of("max.message.bytes", "2000"));
    String large = "{\"userId\":\"1\",\"song\":\"" + "x".repeat(5_000_000) + "\"}\n";
    assertThat(produce("wide", write("wide.json", large)).exitCode()).isZero();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      text.append("%s%n".formatted(Integer.toString(i).repeat(1 + i * 2)));
    }
    CommandLineRun run = produce("narrow", write("narrow.json", text.toString()));
    assertThat(run.exitCode()).isEqualTo(1);
    long kept = Files.readAllLines(folder.resolve("side/narrow.json.too-large.jsonl")).size();
    assertThat(kept).isPositive();
    assertThat(kafka.records("narrow.events")).hasSize(500 - (int) kept);
  }

  @Test
  void sendsTheCompleteLinesOfATruncatedGzipAndFails() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("{\"userId\":\"%d\",\"n\":%d}%n".formatted(i % 10, i * 31L * i));
    }
    byte[] complete = gzip(text.toString());
    Path file = folder.resolve("cut.json.gz");
    Files.write(file, Arrays.copyOf(complete, complete.length / 2));
    CommandLineRun run = produce("cut", file);
    List<ConsumerRecord<byte[], byte[]>> records = kafka.records("cut.events");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(records).hasSizeBetween(1_000, 19_000);
    assertThat(run.err()).contains("cut off after line " + records.size() + " (");
    assertThat(text.toString().lines().toList())
        .containsAll(records.stream().map(r -> text(r.value())).toList());
  }

  @Test
  void readsGzipWhateverItsNameAndRefusesBytesAfterIt() throws IOException {
    byte[] one = gzip("{\"userId\":\"1\"}\n");
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(one);
    two.write(one);
    Files.write(folder.resolve("two"), two.toByteArray());
    assertThat(produce("two", folder.resolve("two")).out()).contains("Sent 2 events");
    two.write(new byte[100]);
    Files.write(folder.resolve("more"), two.toByteArray());
    CommandLineRun run = produce("more", folder.resolve("more"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("something that is not gzip follows");
    assertThat(kafka.records("more.events")).hasSize(2);
  }

  @Test
  void stopsAtTheLimit() throws IOException {
    Path file = write("many.json", "{\"userId\":\"1\"}\n".repeat(100));
    assertThat(produce("limit", file, "--limit", "7").out()).contains("Sent 7 events");
    assertThat(kafka.records("limit.events")).hasSize(7);
  }

  @Test
  void usesATopicOfAnotherPartitionCountWithOneWarning() throws IOException {
    kafka.createTopic("five.events", 5);
    CommandLineRun run = produce("five", write("five.json", "a\nb\nc\nd\n"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).containsOnlyOnce("Warning: topic five.events has 5 partitions, not 3");
    assertThat(kafka.records("five.events")).extracting(ConsumerRecord::partition).contains(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "soon", "1 parsec", "2d"})
  void acceptsOnlyDurationsAsInterval(String interval) throws IOException {
    CommandLineRun run = produce("x", write("x", "a"), "--time-interval=" + interval);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--time-interval").contains(interval);
  }

  @Test
  void acceptsOnlyPositiveLimits() throws IOException {
    CommandLineRun run = produce("x", write("x", "a"), "--limit=0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--limit").contains("at least 1");
  }

  @Test
  void namesWhatIsWrongWithTheFile() throws IOException {
    assertFails(folder.resolve("nowhere"), "there is no such file");
    assertFails(folder, "there is no such file (names that begin");
    assertFails(write("empty", ""), "it is empty");
    assertFails(write("blank", "\n\n"), "there is nothing to send");
    Files.write(folder.resolve("empty.gz"), gzip(""));
    assertFails(folder.resolve("empty.gz"), "there is nothing to send");
    Files.write(folder.resolve("header.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
    assertFails(folder.resolve("header.gz"), "Cannot replay");
  }

  @Test
  void reportsThatNoBrokerAnswers() throws IOException {
    String servers = new EmbeddedKafka().bootstrapServers();
    CommandLineRun run =
        CommandLineRun.run(
            new ProduceCommand(),
            "--input=" + write("any", "a"),
            "-Dkafka.timeout=1s",
            "-Dkafka.bootstrap-servers=" + servers);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Cannot reach Kafka at " + servers);
  }

  private void assertFails(Path file, String problem) {
    CommandLineRun run = produce("bad", file);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines().filter(l -> l.startsWith("Cannot replay ")))
        .singleElement()
        .asString()
        .contains(problem)
        .contains(file.getFileName().toString());
  }

  private CommandLineRun produce(String dataset, Path file, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "--input=" + file;
    all[more.length + 1] = "-Dproducer.side-directory=" + folder.resolve("side");
    return CommandLineRun.on(kafka, dataset, new ProduceCommand(), all);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
