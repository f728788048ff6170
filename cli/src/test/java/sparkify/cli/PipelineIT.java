package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkify.cli.notebook.NotebookPython;

/** The whole product on its real parts: five daemons, Spark on YARN, and deploy.sh in front. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PipelineIT {
  private static final List<String> PORTS =
      List.of(
          "kafka.port",
          "kafka.controller-port",
          "namenode.port",
          "namenode.http-port",
          "datanode.port",
          "datanode.http-port",
          "datanode.ipc-port",
          "resourcemanager.port",
          "resourcemanager.scheduler-port",
          "resourcemanager.tracker-port",
          "resourcemanager.admin-port",
          "resourcemanager.http-port",
          "nodemanager.port",
          "nodemanager.localizer-port",
          "nodemanager.http-port");
  private static final Path HOME = Path.of(System.getProperty("sparkify.home", ".."));
  private static final Path SAMPLE = HOME.resolve("data/sample.json.gz");
  private static final long SAMPLE_EVENTS = 54_267;

  @TempDir static Path directory = Path.of(".");
  private static Path config = Path.of(".");

  @BeforeAll
  static void choosePorts() throws IOException {
    StringBuilder settings = new StringBuilder();
    settings.append("cluster.directory = \"").append(directory.resolve("a cluster")).append("\"\n");
    settings.append("cluster.nodemanager.memory = 4g\n");
    List<ServerSocket> held = new ArrayList<>();
    for (String port : PORTS) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      settings.append("cluster.%s = %d%n".formatted(port, socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    config = directory.resolve("test.conf");
    Files.writeString(config, settings);
  }

  @AfterAll
  static void endTheCluster() throws IOException, InterruptedException {
    FrontDoorRun.of(config, "local", "wipe", "--yes").exits(0);
  }

  @Test
  @Order(1)
  void demoLandsEveryEventOnce() throws Exception {
    FrontDoorRun demo =
        FrontDoorRun.of(config, "demo", "--input", SAMPLE.toString(), "--dataset", "sample");
    demo.exits(0);
    assertThat(demo.out()).contains("balanced").contains("54,267 events");
    assertThat(demo.out()).contains("Skipped: Cannot"); // A month of sixty users makes no model.
    JsonNode audit = audit("sample");
    assertThat(audit.path("balanced").asBoolean()).isTrue();
    assertThat(audit.path("totals").path("landed").asLong()).isEqualTo(SAMPLE_EVENTS);
    assertThat(audit.path("totals").path("rejected").asLong()).isZero();
  }

  @Test
  @Order(2)
  void demoAgainChangesNothing() throws Exception {
    long commits = audit("sample").path("commits").asLong();
    FrontDoorRun.of(config, "demo", "--input", SAMPLE.toString(), "--dataset", "sample").exits(0);
    assertThat(audit("sample").path("commits").asLong()).isEqualTo(commits);
  }

  @Test
  @Order(3)
  void demoRefusesAnotherInputInTheSameDataset() throws Exception {
    Path other = directory.resolve("other.json");
    Files.writeString(other, "{\"ts\":1538352000000,\"userId\":\"1\",\"page\":\"Home\"}\n");
    FrontDoorRun refused =
        FrontDoorRun.of(config, "demo", "--input", other.toString(), "--dataset", "sample")
            .exits(1);
    assertThat(refused.err()).contains("--dataset").contains("wipe");
  }

  @Test
  @Order(4)
  void landsOnThroughAKillOfTheApplicationMaster() throws Exception {
    send("killed", 400);
    String application = startStream("killed");
    awaitCommitted("killed", 400);
    kill("LandMain", application);
    send("killed", 300);
    awaitCommitted("killed", 700);
    FrontDoorRun second = FrontDoorRun.of(config, "stream", "--dataset", "killed").exits(1);
    assertThat(second.err()).contains(application).hasLineCount(1);
    FrontDoorRun.of(config, "stream", "--stop", "--dataset", "killed").exits(0);
    JsonNode audit = audit("killed");
    assertThat(audit.path("balanced").asBoolean()).isTrue();
    assertThat(audit.path("totals").path("landed").asLong()).isEqualTo(700);
    assertThat(FrontDoorRun.of(config, "logs", application).exits(0).out()).contains("Commit ");
  }

  @Test
  @Order(5)
  void rejectsAreKeptWithTheirReasons() throws Exception {
    Path bad = directory.resolve("bad.json");
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
    FrontDoorRun.of(config, "produce", "--input", bad.toString(), "--dataset", "bad").exits(0);
    FrontDoorRun.of(config, "stream", "--until-caught-up", "--dataset", "bad").exits(0);
    JsonNode audit = audit("bad");
    assertThat(audit.path("balanced").asBoolean()).isTrue();
    assertThat(audit.path("totals").path("landed").asLong()).isEqualTo(1);
    assertThat(audit.path("totals").path("rejected").asLong()).isEqualTo(6);
  }

  @Test
  @Order(6)
  void saysThatHdfsIsInSafeMode() throws Exception {
    Configuration configuration = new Configuration();
    for (String file : List.of("core-site.xml", "hdfs-site.xml")) {
      configuration.addResource(
          directory.resolve("a cluster/hadoop-conf").resolve(file).toUri().toURL());
    }
    try (DistributedFileSystem hdfs =
        (DistributedFileSystem) FileSystem.newInstance(configuration)) {
      hdfs.setSafeMode(HdfsConstants.SafeModeAction.SAFEMODE_ENTER);
      try {
        FrontDoorRun run = FrontDoorRun.of(config, "stream", "--dataset", "sample").exits(1);
        assertThat(run.err()).contains("safe mode").hasLineCount(1);
      } finally {
        hdfs.setSafeMode(HdfsConstants.SafeModeAction.SAFEMODE_LEAVE);
      }
    }
  }

  @Test
  @Order(7)
  void saysWhatItWaitsForWhenYarnHasNoMemory() throws Exception {
    send("big", 10);
    send("second", 10);
    FrontDoorRun.of(config, "stream", "--dataset", "big", "-Dstreaming.driver.memory=2g").exits(0);
    FrontDoorRun run =
        FrontDoorRun.of(
                config,
                "stream",
                "--dataset",
                "second",
                "-Dstreaming.driver.memory=2g",
                "-Dyarn.start-timeout=3s")
            .exits(1);
    assertThat(run.err()).contains("yarn.start-timeout").contains("MiB free").hasLineCount(1);
    FrontDoorRun.of(config, "stream", "--stop", "--dataset", "second").exits(0);
    FrontDoorRun.of(config, "stream", "--stop", "--dataset", "big").exits(0);
  }

  @Test
  @Order(8)
  void tooLittleDataMakesNoModel() throws Exception {
    FrontDoorRun train = FrontDoorRun.of(config, "train", "--dataset", "sample").exits(1);
    assertThat(train.err()).contains("Cannot ").hasLineCount(1);
    FrontDoorRun show = FrontDoorRun.of(config, "model", "show", "--dataset", "sample").exits(1);
    assertThat(show.err()).contains("./deploy.sh train --dataset sample").hasLineCount(1);
  }

  @Test
  @Order(9)
  void demoOfTheSimulatedServiceEndsInAModelAndScores() throws Exception {
    FrontDoorRun demo = FrontDoorRun.of(config, "demo").exits(0);
    assertThat(demo.out()).contains("Promoted: model ").doesNotContain("Skipped");
    String scores =
        FrontDoorRun.of(config, "score", "--as-of", "2018-11-29", "--top", "3").exits(0).out();
    assertThat(scores).contains("users scored as of 2018-11-29").containsPattern("(?m)^ +3  \\d");
    FrontDoorRun early = FrontDoorRun.of(config, "score", "--as-of", "2018-10-31").exits(1);
    assertThat(early.err()).contains("Cannot score 2018-10-31").hasLineCount(1);
    JsonNode model =
        new ObjectMapper()
            .readTree(FrontDoorRun.of(config, "model", "show", "--json").exits(0).out());
    assertThat(model.at("/metrics/prAuc/value").asDouble()).isBetween(0.05, 1.0);
    String again = FrontDoorRun.of(config, "train").exits(0).out();
    assertThat(again).contains(model.path("version").asText()).contains("exists");
  }

  @Test
  @Order(10)
  @Timeout(value = 30, unit = TimeUnit.MINUTES) // The first run fetches a gigabyte of libraries.
  void everyNotebookRunsAndCountsAsTheAuditDoes() throws Exception {
    Path pages = directory.resolve("pages");
    notebook("--html", pages.toString());
    List<Path> notebooks = files(HOME.resolve("notebooks"), ".ipynb");
    assertThat(notebooks).isNotEmpty();
    for (Path notebook : notebooks) {
      String name = notebook.getFileName().toString().replace(".ipynb", ".html");
      assertThat(Files.readString(pages.resolve(name))).as(name).contains("<img");
    }
    JsonNode totals = audit("sparkify").path("totals");
    assertThat(Files.readString(pages.resolve("01-first-look.html")))
        .contains(
            "LANDED %d REJECTED %d"
                .formatted(totals.path("landed").asLong(), totals.path("rejected").asLong()));
  }

  @Test
  @Order(11)
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void theModuleOfTheNotebooksPassesItsTests() throws Exception {
    notebook(
        "--",
        "python",
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        HOME.resolve("notebooks").toString());
  }

  @Test
  @Order(12)
  void notebooksSayThatALakeIsEmpty() throws Exception {
    assumePython();
    FrontDoorRun run = FrontDoorRun.of(config, "notebook", "--dataset", "nothing").exits(1);
    assertThat(run.err()).contains("/nothing").contains("./deploy.sh stream").hasLineCount(1);
  }

  @Test
  @Order(13)
  void aWipedDatasetIsGone() throws Exception {
    FrontDoorRun.of(config, "dataset", "wipe", "bad", "--yes").exits(0);
    assertThat(FrontDoorRun.of(config, "dataset", "list").exits(0).out())
        .contains("sample")
        .doesNotContain("bad");
  }

  private static void notebook(String... arguments) throws IOException, InterruptedException {
    assumePython();
    List<String> all = new ArrayList<>(List.of("notebook", "--config", config.toString()));
    all.addAll(List.of(arguments));
    FrontDoorRun.within(Duration.ofMinutes(25), Map.of(), all).exits(0);
  }

  private static void assumePython() throws InterruptedException {
    String missing = NotebookPython.missing();
    assumeTrue(missing.isEmpty(), missing);
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  private static JsonNode audit(String dataset) throws IOException, InterruptedException {
    FrontDoorRun run = FrontDoorRun.of(config, "audit", "--json", "--deep", "--dataset", dataset);
    return new ObjectMapper().readTree(run.exits(0).out());
  }

  private static void send(String dataset, int events) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < events; i++) {
      lines.append(
          "{\"ts\":%d,\"userId\":\"%d\",\"page\":\"Home\"}%n"
              .formatted(1_538_352_000_000L + i * 1_000L, i % 7));
    }
    Path file = directory.resolve("events.json");
    Files.writeString(file, lines, StandardCharsets.UTF_8);
    FrontDoorRun.of(config, "produce", "--input", file.toString(), "--dataset", dataset).exits(0);
  }

  private static String startStream(String dataset) throws IOException, InterruptedException {
    String out = FrontDoorRun.of(config, "stream", "--dataset", dataset).exits(0).out();
    Matcher id = Pattern.compile("application_\\d+_\\d+").matcher(out);
    assertThat(id.find()).as(out).isTrue();
    return id.group();
  }

  private static void awaitCommitted(String dataset, long landed)
      throws IOException, InterruptedException {
    long seen = -1;
    while (seen < landed) {
      seen = audit(dataset).path("totals").path("landed").asLong();
    }
    assertThat(seen).isEqualTo(landed);
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
