package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.kafka.EmbeddedKafka;

@Timeout(60)
class SimulateCommandTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;

  @Test
  void writesTheSameBytesPlainOrGzipped() throws IOException {
    Path plain = folder.resolve("a.json");
    Path packed = folder.resolve("a.json.gz");
    assertThat(simulate("--out=" + plain).out()).contains("Wrote ").contains("a.json");
    assertThat(simulate("--out=" + packed).exitCode()).isZero();
    try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(packed))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(Files.readAllBytes(plain)).isNotEmpty();
    }
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void replacesAFileOnlyWithForce() throws IOException {
    Path file = Files.writeString(folder.resolve("mine"), "precious");
    CommandLineRun refused = simulate("--out=" + file);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("Cannot write " + file).contains("--force");
    assertThat(file).hasContent("precious");
    assertThat(simulate("--out=" + file, "--force").exitCode()).isZero();
    assertThat(Files.readString(file)).startsWith("{\"ts\":");
  }

  @Test
  void namesTheFolderThatIsMissingBeforeItWritesAnything() {
    Path nowhere = folder.resolve("nowhere");
    Path truth = folder.resolve("unwritten");
    assertThat(simulate("--truth=" + truth, "--out=" + nowhere.resolve("a.json")).err())
        .endsWith(
            "Cannot write %s: there is no folder %s\n"
                .formatted(nowhere.resolve("a.json"), nowhere));
    assertThat(truth).doesNotExist();
    assertThat(simulate("--out=" + folder, "--force").err())
        .endsWith("Cannot write %s: it is a folder; name a file\n".formatted(folder));
  }

  @Test
  void leavesAloneWhatAnotherRunIsWritingToTheSameFile() throws IOException {
    Path unfinished = Files.writeString(folder.resolve("d.json.tmp"), "unfinished");
    assertThat(simulate("--out=" + folder.resolve("d.json")).exitCode()).isZero();
    assertThat(unfinished).hasContent("unfinished");
  }

  @Test
  void sendsTheSameEventsThatItWrites() throws IOException {
    Path file = folder.resolve("b.json");
    assertThat(simulate("--out=" + file).exitCode()).isZero();
    assertThat(simulate().exitCode()).isZero();
    assertThat(kafka.records("simulated.events"))
        .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(file));
  }

  @Test
  void sendsTheAccessLogToItsTopicKeyedByHost() throws IOException {
    Path file = folder.resolve("access.log");
    CommandLineRun written = simulate("--feed=access", "--out=" + file);
    assertThat(written.exitCode()).isZero();
    assertThat(written.out()).contains(" requests to " + file);
    assertThat(simulate("--feed=access").exitCode()).isZero();
    var records = kafka.records("simulated.access");
    assertThat(records)
        .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(file));
    assertThat(records)
        .allMatch(
            r ->
                new String(r.value(), StandardCharsets.UTF_8)
                    .startsWith(new String(r.key(), StandardCharsets.UTF_8) + " - - ["));
  }

  @Test
  void refusesWhatOtherFeedsCannotTell() {
    assertRefused("Cannot simulate the feed tracks", "--feed=tracks", "--out=/dev/null");
    assertRefused("Cannot compare the feed access", "--feed=access", "--compare=/dev/null");
    assertRefused(
        "Cannot write the truth of the feed access", "--feed=access", "--truth=/dev/null");
  }

  @Test
  void writesTheSampleAgain() throws IOException {
    Path module = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    Path sample = module.resolve("../data/sample.json.gz").normalize();
    Path file = folder.resolve("sample.json");
    String[] options = {"--users=60", "--days=30", "--seed=1", "--out=" + file};
    assertThat(CommandLineRun.on(kafka, "sample", new SimulateCommand(), options).exitCode())
        .isZero();
    try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(sample))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void writesTheTruthBesideTheEventsOrAlone() throws IOException {
    Path truth = folder.resolve("truth.csv");
    CommandLineRun run = simulate("--truth=" + truth);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("lines to " + truth).doesNotContain("events");
    assertThat(Files.readAllLines(truth).get(0)).startsWith("date,userId,satisfaction,adverts,");
    Path events = folder.resolve("c.json");
    assertThat(simulate("--truth=" + truth, "--out=" + events).err()).contains("--force");
    assertThat(simulate("--truth=" + truth, "--out=" + events, "--force").exitCode()).isZero();
    assertThat(events).isNotEmptyFile();
  }

  @Test
  void refusesToReplaceTheSecondFileBeforeItWritesTheFirst() throws IOException {
    Path truth = folder.resolve("unwritten.csv");
    Path events = Files.writeString(folder.resolve("precious"), "precious");
    assertThat(simulate("--truth=" + truth, "--out=" + events).exitCode()).isEqualTo(1);
    assertThat(truth).doesNotExist();
    assertThat(events).hasContent("precious");
  }

  @Test
  void writesToADeviceWithoutReplacingIt() {
    CommandLineRun run = simulate("--out=/dev/null");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("events to /dev/null");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void takesTheSizeOfARealDataSet() {
    CommandLineRun run = simulate("--like=mini", "--days=2", "--out=/dev/null");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsPattern("Wrote 1\\d,\\d{3} events");
    assertThat(simulate("--like=huge").exitCode()).isEqualTo(2);
  }

  @Test
  void refusesWhatNoServiceCanHave() {
    assertUsage("'--users': must be from 1 to 1000000, got 0", "--users=0");
    assertUsage("'--days': must be from 1 to 3650, got 4000", "--days=4000");
    assertUsage("'--threads': must be from 1 to 256, got 0", "--threads=0");
    assertUsage("'--start': must be a midnight in UTC", "--start=2018-10-01T12:00:00Z");
    assertUsage("'--scenario': must be one of drift, growth", "--scenario=calm");
    assertUsage("'--sample': must be above 0 and at most 1", "--sample=0.1");
  }

  private static void assertUsage(String message, String option) {
    CommandLineRun run = simulate(option, "--out=/dev/null");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  private static void assertRefused(String message, String... options) {
    CommandLineRun run = simulate(options);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  private static CommandLineRun simulate(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "-Dsimulator.users=20";
    all[1] = "-Dsimulator.days=15";
    all[2] = "--seed=3";
    System.arraycopy(more, 0, all, 3, more.length);
    return CommandLineRun.on(kafka, "simulated", new SimulateCommand(), all);
  }
}
