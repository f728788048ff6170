package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Events from a file through Kafka into the lake, by deploy.sh, on real daemons. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@ResourceLock(value = Pipeline.CLUSTER, mode = ResourceAccessMode.READ)
class LandingPipelineIT {
  private static final long SAMPLE_EVENTS = 50_268;

  @RegisterExtension static final Pipeline pipeline = new Pipeline();

  @Test
  void demoLandsEveryEventOnce() throws Exception {
    assertThat(sample().out())
        .contains("balanced")
        .contains("50,268 events")
        .contains("Skipped: Cannot") // A month of sixty users is too little for a model.
        .contains("Trending in the last seven days")
        .containsPattern("(?m)^ +2 +14 +-5  Bream by Fuxstaizoux Breasgeam$")
        .containsPattern("(?m)^ +5 +12 +-1  Ru by Wixseatstom$");
    JsonNode audit = pipeline.audit("sample");
    assertThat(audit.path("balanced").asBoolean()).isTrue();
    assertThat(audit.path("totals").path("landed").asLong()).isEqualTo(SAMPLE_EVENTS);
    assertThat(audit.path("totals").path("rejected").asLong()).isZero();
  }

  @Test
  void demoAgainChangesNothing() throws Exception {
    sample();
    long commits = pipeline.audit("sample").path("commits").asLong();
    pipeline.run(sampleArguments("demo")).exits(0);
    assertThat(pipeline.audit("sample").path("commits").asLong()).isEqualTo(commits);
    DeployRun history = pipeline.run("history", "--json", "--dataset", "sample").exits(0);
    assertThat(history.out()).hasLineCount((int) commits).contains("\"kind\":\"BATCH\"");
    DeployRun none = pipeline.run("history", "--dataset", "nothing-landed").exits(1);
    assertThat(none.err()).contains("Cannot print the history").hasLineCount(1);
  }

  @Test
  void trendingCountsTheRowsThatHaveLanded() throws Exception {
    sample();
    String[] week = {"--window", "7d", "--dataset", "sample"};
    DeployRun json = pipeline.run(with(week, "trending", "--json")).exits(0);
    assertThat(json.out()).hasLineCount(1);
    JsonNode trends = new ObjectMapper().readTree(json.out());
    assertThat(trends.path("plays").asLong()).isEqualTo(6_624);
    assertThat(trends.path("before").asLong()).isEqualTo(10_602);
    assertThat(trends.path("songs")).hasSize(10);
    assertThat(pipeline.run(with(week, "trending", "--at", "2020-01-01")).exits(0).out())
        .contains("none in this window", "event of 2018-10-30T23:59:26");
    assertThat(pipeline.run(with(week, "trending", "--feed", "access")).exits(1).err())
        .contains("only events")
        .hasLineCount(1);
    assertThat(pipeline.run("trending", "--dataset", "nothing-landed").exits(1).err())
        .contains("it has no commits")
        .hasLineCount(1);
  }

  @Test
  void demoRefusesAnotherInputInTheSameDataset() throws Exception {
    sample();
    Path other = pipeline.directory().resolve("other.json");
    Files.writeString(other, "{\"ts\":1538352000000,\"userId\":\"1\",\"page\":\"Home\"}\n");
    DeployRun refused =
        pipeline.run("demo", "--input", other.toString(), "--dataset", "sample").exits(1);
    assertThat(refused.err()).contains("--dataset").contains("wipe");
  }

  @Test
  void tooLittleDataGivesNoModel() throws Exception {
    sample();
    DeployRun train = pipeline.run("train", "--dataset", "sample").exits(3);
    assertThat(train.err()).contains("Cannot ").hasLineCount(1);
    DeployRun show = pipeline.run("model", "show", "--dataset", "sample").exits(1);
    assertThat(show.err()).contains("./deploy.sh train --dataset sample").hasLineCount(1);
  }

  @Test
  void landingSurvivesAKillOfTheApplicationMaster() throws Exception {
    pipeline.send("killed", 400);
    String application = startStream("killed");
    pipeline.awaitLanded("killed", 400);
    kill("LandMain", application);
    pipeline.send("killed", 300);
    pipeline.awaitLanded("killed", 700);
    DeployRun second = pipeline.run("stream", "--dataset", "killed").exits(1);
    assertThat(second.err()).contains(application).hasLineCount(1);
    pipeline.run("stream", "--stop", "--dataset", "killed").exits(0);
    JsonNode audit = pipeline.audit("killed");
    assertThat(audit.path("balanced").asBoolean()).isTrue();
    assertThat(audit.path("totals").path("landed").asLong()).isEqualTo(700);
    assertThat(pipeline.run("logs", application).exits(0).out()).contains("Commit ");
  }

  @Test
  void accessLogsLandBesideTheEventsUntilTheDatasetIsWiped() throws Exception {
    Path log = pipeline.directory().resolve("access.log");
    Files.writeString(
        log,
        """
        h1 - - [01/Aug/1995:00:00:01 -0400] "GET /a?b HTTP/1.0" 200 1839
        h2 - - [31/Jul/1995:23:59:59 -0400] "GET /a" 404 - "-" "an "agent""
        h1 - - [01/Aug/1995:00:00:01 -0400] "GET /cut
        """);
    String[] feed = {"--feed", "access", "--dataset", "logs"};
    pipeline.run(with(feed, "produce", "--input", log.toString())).exits(0);
    pipeline.run(with(feed, "stream", "--until-caught-up")).exits(0);
    JsonNode totals =
        new ObjectMapper()
            .readTree(pipeline.run(with(feed, "audit", "--deep", "--json")).exits(0).out())
            .path("totals");
    assertThat(totals.path("landed").asLong()).isEqualTo(2);
    assertThat(totals.path("rejected").asLong()).isEqualTo(1);
    assertThat(pipeline.run(with(feed, "rejects")).exits(0).out()).contains("no-answer");
    assertThat(pipeline.run(with(feed, "status")).exits(0).out()).contains("logs.access");
    assertThat(pipeline.run(with(feed, "train")).exits(1).err()).hasLineCount(1);
    pipeline.run("dataset", "wipe", "logs", "--yes").exits(0);
    assertThat(pipeline.run("dataset", "list").exits(0).out()).doesNotContain("logs");
  }

  private static String[] with(String[] options, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
  }

  @Test
  void rejectsAreKeptUntilTheDatasetIsWiped() throws Exception {
    Path bad = pipeline.directory().resolve("bad.json");
    Files.writeString(
        bad,
        """
        not json
        [1,2]
        {"ts":"1538352000000"}
        {"page":"Home"}
        {"ts":1}
        {"ts":1538352000000,"ts":1538352000001}
        {"ts":1538352000000,"userId":"7","page":"Home"}
        """);
    assertThat(pipeline.run("demo", "--input", bad.toString()).exits(1).err())
        .contains("Cannot continue: 6 of 7 records could not become an event");
    JsonNode audit = pipeline.audit("bad");
    assertThat(audit.path("balanced").asBoolean()).isTrue();
    assertThat(audit.path("totals").path("landed").asLong()).isEqualTo(1);
    assertThat(audit.path("totals").path("rejected").asLong()).isEqualTo(6);
    JsonNode status =
        new ObjectMapper()
            .readTree(pipeline.run("status", "--json", "--dataset", "bad").exits(0).out());
    assertThat(status.at("/lag/offsets").asLong(-1)).isZero();
    assertThat(status.at("/lake/rejects/byReason/wrong-type").asLong()).isEqualTo(1);
    assertThat(pipeline.run("rejects", "--dataset", "bad").exits(0).out())
        .contains("not-an-object", "the record begins with START_ARRAY", "{\"page\":\"Home\"}");
    assertThat(
            pipeline
                .run("rejects", "--reason", "not-json", "--json", "--dataset", "bad")
                .exits(0)
                .out())
        .contains("\"value\":\"not json\"")
        .hasLineCount(1);
    assertThat(pipeline.run("redrive", "--dataset", "bad").exits(0).out())
        .contains("Nothing to redrive", "Left 6 that do not pass");
    assertThat(pipeline.run("status", "--prometheus", "--dataset", "bad").exits(0).out())
        .contains("sparkify_recent_rejects{dataset=\"bad\",reason=\"duplicate-key\"} 1\n");

    assertThat(pipeline.run("dataset", "list").exits(0).out().lines())
        .anyMatch(line -> line.startsWith("bad "));
    pipeline.run("dataset", "wipe", "bad", "--yes").exits(0);
    assertThat(pipeline.run("dataset", "list").exits(0).out().lines())
        .noneMatch(line -> line.startsWith("bad "));
    DeployRun again = pipeline.run("dataset", "wipe", "bad", "--yes").exits(1);
    assertThat(again.err()).contains("bad.events").hasLineCount(1);
  }

  @Test
  void anUnknownApplicationHasNoLogs() throws Exception {
    assertThat(pipeline.run("status", "--dataset", "sample").exits(0).out()).contains("stream");
    DeployRun logs = pipeline.run("logs", "application_1_1").exits(1);
    assertThat(logs.err()).contains("application_1_0001").hasLineCount(1);
  }

  private static DeployRun sample() throws IOException, InterruptedException {
    String[] arguments = sampleArguments("demo");
    return pipeline.demo(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
  }

  private static String[] sampleArguments(String command) {
    String sample = Pipeline.HOME.resolve("data/sample.json.gz").toString();
    return new String[] {command, "--input", sample, "--dataset", "sample"};
  }

  private static String startStream(String dataset) throws IOException, InterruptedException {
    String out = pipeline.run("stream", "--dataset", dataset).exits(0).out();
    Matcher id = Pattern.compile("application_\\d+_\\d+").matcher(out);
    assertThat(id.find()).as(out).isTrue();
    return id.group();
  }

  private static void kill(String main, String application) {
    List<ProcessHandle> found =
        ProcessHandle.allProcesses()
            .filter(p -> p.info().commandLine().orElse("").contains(main))
            .filter(p -> p.info().commandLine().orElse("").contains(application))
            .filter(p -> p.info().command().orElse("").endsWith("java"))
            .toList();
    assertThat(found).isNotEmpty();
    found.forEach(ProcessHandle::destroyForcibly);
  }
}
