package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.feed.Column;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.track.Tracks;
import sparkify.producer.content.CompressedFiles;

/** What can be named with {@code --input}; lines without a key show their number by partition. */
@Timeout(120)
class ProduceInputTest {
  private static final int PARTITIONS = 3;

  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;

  @Test
  void sendsAllFilesBelowAFolderInTheOrderOfTheirPaths() throws IOException {
    write("logs/a.bz2", CompressedFiles.BZIP2.of("1\n2"));
    write("logs/a/plain", "3\r\n4");
    write("logs/b.gz", CompressedFiles.GZIP.of("5"));
    write("logs/c/deep/er.zst", CompressedFiles.ZSTD.of("6\n"));
    write("logs/c/not-even-xz", CompressedFiles.XZ.of("7\n8"));
    write("logs/empty", "");
    write("logs/_SUCCESS", "hidden");
    write("logs/.tmp/file", "hidden");
    CommandLineRun run = produce("folder", folder.resolve("logs"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertSent("folder", to(8));
  }

  @Test
  void sendsTheFilesThatAPatternMatches() throws IOException {
    write("p/a.json", "1\n");
    write("p/b/c.json", "2\n");
    write("p/b/d/e.json", "3\n");
    write("p/b/f.txt", "not this\n");
    write("p/.g.json", "hidden\n");
    assertThat(produce("any", folder + "/p/**/*.json").exitCode()).isZero();
    assertSent("any", to(3));
    assertThat(produce("one", folder + "//p/*.js?n").exitCode()).isZero();
    assertSent("one", to(1));
    assertThat(produce("two", folder + "/p/{a,b/c}.json").exitCode()).isZero();
    assertSent("two", to(2));
  }

  @Test
  void sendsSeveralInputsOneAfterTheOther() throws IOException {
    Path first = write("z.json", "1\n2");
    Path second = write("a.json", "3\n\n5\n");
    Path third = write("b/c.json", "6");
    Path empty = write("empty.json", "");
    CommandLineRun run =
        produce("several", first, second, "--input", third, "--limit=100", "--input=" + empty);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("1 blank lines");
    assertSent("several", 1, 2, 3, 5, 6);
  }

  @Test
  void namesTheBrokenFileAmongSeveralAndSendsWhatIsBeforeIt() throws IOException {
    write("parts/a", "1\n2\n3\n");
    byte[] whole = CompressedFiles.GZIP.of("4\n5\n");
    Path broken = write("parts/b", Arrays.copyOf(whole, whole.length - 3));
    write("parts/c", "never");
    CommandLineRun run = produce("broken", folder.resolve("parts"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("Cannot read " + broken + " to the end: it ends in the middle")
        .contains("cut off after line 2 (4 bytes");
    assertSent("broken", to(5));
  }

  @Test
  void namesTheSideFileOfSeveralInputsAfterTheFirst() throws IOException {
    Path first = write("odd:name", "1\n");
    Path second = write("large", "x".repeat(3_000) + "\n");
    CommandLineRun run = produce("side", first, second, "-Dproducer.max-line-bytes=2k");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("1 lines of odd_name and 1 more");
    assertThat(folder.resolve("side/odd_name and 1 more.too-large.jsonl"))
        .content()
        .startsWith("2\ta line of 3000 bytes");
  }

  @Test
  void saysInOneLineThatThereIsNothingToRead() throws IOException {
    write("only/.hidden", "1");
    for (String input : List.of("only", "only/**", "*.nothing", "no/folder/*", "nowhere", "bad[")) {
      CommandLineRun run = produce("nothing", folder.resolve(input));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines().filter(line -> line.startsWith("Cannot replay ")))
          .singleElement()
          .asString()
          .contains(folder.resolve(input).toString());
    }
    write("blank/a", "");
    write("blank/b", "");
    assertThat(produce("nothing", folder.resolve("blank")).err()).contains("it is empty");
  }

  @Test
  void sendsStandardInputWhileItIsWritten() throws Exception {
    Pipe pipe = Pipe.open();
    kafka.createTopic("stdin.events", PARTITIONS);
    CompletableFuture<CommandLineRun> run;
    InputStream before = System.in;
    try (OutputStream out = Channels.newOutputStream(pipe.sink())) {
      System.setIn(Channels.newInputStream(pipe.source()));
      run = CompletableFuture.supplyAsync(() -> produce("stdin", "-"));
      out.write(numbers(1, 1_000).getBytes(StandardCharsets.UTF_8));
      awaitRecords("stdin", 1_000);
      out.write("1001\n1002".getBytes(StandardCharsets.UTF_8));
    } finally {
      System.setIn(before);
    }
    assertThat(run.get().exitCode()).isZero();
    assertThat(run.get().out()).contains("Sent 1,002 events");
    assertSent("stdin", to(1_002));
  }

  @Test
  void sendsANamedPipeAmongFiles() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path first = write("first", "1\n");
    CompletableFuture<CommandLineRun> run =
        CompletableFuture.supplyAsync(() -> produce("pipe", first, pipe));
    try (OutputStream out = Files.newOutputStream(pipe)) {
      out.write(CompressedFiles.ZSTD.of("2\n"));
      out.flush();
      out.write(CompressedFiles.ZSTD.of("3\n"));
    }
    assertThat(run.get().exitCode()).as(run.get().err()).isZero();
    assertSent("pipe", to(3));
  }

  @Test
  void followsAFileThroughRotationAndTruncation() throws Exception {
    kafka.createTopic("follow.events", PARTITIONS);
    Path log = write("app.log", numbers(1, 1_000));
    CompletableFuture<CommandLineRun> run =
        CompletableFuture.supplyAsync(() -> produce("follow", log, "--follow", "--limit=3000"));
    awaitRecords("follow", 1_000);
    Path old = Files.move(log, folder.resolve("app.log.1"));
    Files.writeString(old, "1001\n1002", StandardOpenOption.APPEND);
    write("app.log", numbers(1_003, 2_000));
    awaitRecords("follow", 2_000);
    // Shorter than what was read, at any time.
    Files.writeString(log, "x\n".repeat(1_000));
    assertThat(run.get().exitCode()).as(run.get().err()).isZero();
    assertThat(run.get().out()).contains("Sent 3,000 events");
    assertThat(run.get().err()).containsOnlyOnce("Warning: " + log + " was truncated");
    assertThat(kafka.records("follow.events"))
        .filteredOn(r -> !text(r).equals("x"))
        .as("lines of the new file are counted from 1")
        .allMatch(r -> r.partition() == numberInFile(text(r)) % PARTITIONS)
        .extracting(r -> Integer.parseInt(text(r)))
        .containsExactlyInAnyOrder(IntStream.rangeClosed(1, 2_000).boxed().toArray(Integer[]::new));
  }

  private static int numberInFile(String line) {
    int number = Integer.parseInt(line);
    return number <= 1_002 ? number : number - 1_002;
  }

  @Test
  void sendsTheRowsOfSeveralCsvFiles() throws IOException {
    Path first = write("a.csv", tracks("One", "Two"));
    Path second = write("b.csv.gz", CompressedFiles.GZIP.of(tracks("Three")));
    CommandLineRun run = produce("csv", first, second, "--feed=tracks");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Sent 3 ");
    assertThat(kafka.records("csv.tracks").stream().map(ProduceInputTest::text))
        .anyMatch(line -> line.contains("\"Three\""))
        .hasSize(3);
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws IOException {
    Path file = write("a", "1\n");
    assertUsage("--follow is for one file", file, "-", "--follow");
    assertUsage("--follow is for one file", "-", "--follow");
    assertUsage("--follow is for one file", file, "--follow", "--feed=tracks");
    assertUsage("standard input can be read only once", "-", "--feed=tracks");
    assertUsage("is named twice", "-", "-");
    assertUsage("names " + file + " twice", folder, "--input=" + file);
    assertUsage("--encoding is for CSV files", file, "--encoding=UTF-8");
    assertThat(produce("usage", folder, "--follow").err())
        .contains("it is a folder; name one file");
  }

  private void assertUsage(String problem, Object... arguments) {
    CommandLineRun run =
        produce("usage", arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(problem);
  }

  /** Asserts that the lines are these numbers, in order, each where its line number sends it. */
  private static void assertSent(String dataset, int... numbers) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int p = partition;
      assertThat(
              kafka.records(dataset + ".events").stream()
                  .filter(r -> r.partition() == p)
                  .map(ProduceInputTest::text))
          .containsExactlyElementsOf(
              Arrays.stream(numbers)
                  .filter(number -> number % PARTITIONS == p)
                  .mapToObj(Integer::toString)
                  .toList());
    }
  }

  private static int[] to(int last) {
    return IntStream.rangeClosed(1, last).toArray();
  }

  private static void awaitRecords(String dataset, int count) {
    while (kafka.records(dataset + ".events").size() < count) {
      Thread.onSpinWait();
    }
  }

  private CommandLineRun produce(String dataset, Object input, Object... more) {
    List<String> all = new ArrayList<>(List.of("--input", input.toString()));
    all.addAll(Arrays.stream(more).map(Object::toString).toList());
    all.add("-Dproducer.side-directory=" + folder.resolve("side"));
    return CommandLineRun.on(kafka, dataset, new ProduceCommand(), all.toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static String numbers(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> number + "\n")
        .collect(Collectors.joining());
  }

  private static String tracks(String... names) {
    String titles =
        Tracks.SCHEMA.columns().stream().map(Column::name).collect(Collectors.joining(","));
    return titles + "\n" + String.join(",\n", names) + ",\n";
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
