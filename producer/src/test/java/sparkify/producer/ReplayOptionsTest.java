package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.kafka.EmbeddedKafka;

@Timeout(60)
class ReplayOptionsTest {
  private static final long START = 1_538_352_000_000L;

  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;

  @Test
  void sendsASliceInRoundsOfWhichEachIsLaterByWholeDays() throws IOException {
    CommandLineRun run = produce("rounds", events(10), "--skip=2", "--limit=3", "--loop=2");
    assertThat(run.out()).contains("Sent 6 events").contains("--resume sends every line once");
    assertThat(values("rounds"))
        .containsExactlyInAnyOrder(
            event(2, 0), event(3, 0), event(4, 0), event(2, 1), event(3, 1), event(4, 1));
  }

  @Test
  void tellsMachinesWhatHappened() throws IOException {
    Path report = folder.resolve("report.csv");
    CommandLineRun run =
        produce("machines", events(300), "--json", "--rate=200", "--report=" + report);
    JsonNode summary = new JsonMapper().readTree(run.out());
    assertThat(summary.path("guarantee").asText()).isEqualTo("at-least-once");
    assertThat(summary.path("sent").asLong()).isEqualTo(300);
    assertThat(summary.path("time_ms").asDouble()).isGreaterThan(1_495);
    List<String> rows = Files.readAllLines(report);
    assertThat(rows.get(0)).startsWith("seconds,sent,events_per_second,behind_ms");
    assertThat(rows.get(rows.size() - 1)).matches("[0-9.]+,300,.*");
    assertThat(rows).hasSizeGreaterThan(2);
  }

  @Test
  void followsTheClockOfTheFile() throws IOException {
    CommandLineRun run = produce("clock", events(61), "--speedup=60", "--json");
    JsonNode summary = new JsonMapper().readTree(run.out());
    assertThat(summary.path("time_ms").asDouble()).isGreaterThan(1_000); // A minute of events.
  }

  @Test
  void resumesUnderItsName() throws IOException {
    Path events = events(50);
    assertThat(produce("named", events, "--resume=november", "--limit=20").out())
        .contains("Sent 20 events")
        .contains("exactly once, as 'november'");
    CommandLineRun rest = produce("named", events, "--resume=november", "--json");
    JsonNode summary = new JsonMapper().readTree(rest.out());
    assertThat(summary.path("resume").asText()).isEqualTo("november");
    assertThat(summary.path("sent").asLong()).isEqualTo(30);
    assertThat(summary.path("skipped").asLong()).isEqualTo(20);
    assertThat(values("named")).hasSize(50);
  }

  @Test
  void refusesToResumeWhatCannotBeReadAgain() {
    CommandLineRun run = produce("pipe", Path.of("-"), "--resume=x");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("Cannot resume the replay of stdin: it can be read only once")
        .contains("leave out --resume");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate=0 | must be above 0",
        "--speedup=-1 | must be above 0",
        "--ramp=1s | --ramp needs a pace",
        "--rate=1 --speedup=2 | mutually exclusive",
        "--skip=-1 | must be at least 0",
        "--loop=0 | must be at least 1",
        "--resume --input=. | give one with --resume=ID",
        "--follow --loop=2 | no use for --skip, --loop or --inject"
      })
  void refusesOptionsThatMakeNoSense(String options, String why) throws IOException {
    CommandLineRun run = produce("any", events(1), options.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(why);
  }

  @Test
  void refusesToFollowTimesThatThereAreNot() throws IOException {
    Path tracks = Files.writeString(folder.resolve("t.csv"), "track_name,artist(s)_name\na,b\n");
    for (String option : List.of("--speedup=2", "--loop=2")) {
      CommandLineRun run = produce("any", tracks, option, "--feed=tracks");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("feed tracks");
    }
  }

  private CommandLineRun produce(String dataset, Path input, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(more));
    all.add("--input=" + input);
    all.add("-Dproducer.side-directory=" + folder.resolve("side"));
    return CommandLineRun.on(kafka, dataset, new ProduceCommand(), all.toArray(String[]::new));
  }

  /** A second from one to the next. */
  private Path events(int count) throws IOException {
    return Files.write(
        folder.resolve("events.json"),
        IntStream.range(0, count).mapToObj(second -> event(second, 0)).toList());
  }

  private static String event(int second, int day) {
    return "{\"ts\":%d,\"userId\":\"%d\"}"
        .formatted(START + second * 1_000L + day * 86_400_000L, second % 7);
  }

  private List<String> values(String dataset) {
    return kafka.records(dataset + ".events").stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }
}
