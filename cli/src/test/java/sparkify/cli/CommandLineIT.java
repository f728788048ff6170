package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.cli.notebook.NotebookPython;

/** What deploy.sh says to commands that it cannot carry out, without any service. */
@Timeout(120)
final class CommandLineIT {
  @TempDir Path directory = Path.of(".");
  private Path config = Path.of(".");

  @BeforeEach
  void putTheClusterInATemporaryFolder() throws IOException {
    config = directory.resolve("test.conf");
    Files.writeString(config, "cluster.directory = \"" + directory.resolve("local") + "\"\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"produse", "--nonsense"})
  void anUnknownWordIsAUsageError(String word) throws Exception {
    DeployRun run = DeployRun.of(config, word).exits(2);
    assertThat(run.err()).contains(word).contains("--help");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anUnknownSettingIsNamedWithItsLine() throws Exception {
    Files.writeString(config, "\nstreaming.batch-intervall = 5s\n");
    DeployRun run = DeployRun.of(config, "status").exits(1);
    assertThat(run.err())
        .startsWith("test.conf: 2: ")
        .contains("did you mean 'streaming.batch-interval'")
        .hasLineCount(1);
  }

  @Test
  void aNegativeNumberOfUsersIsAUsageError() throws Exception {
    DeployRun run = DeployRun.of(config, "score", "--top", "-1").exits(2);
    assertThat(run.err()).contains("Invalid value for option '--top': '-1' (must be 0 or more)");
  }

  @Test
  void helpListsTheCommands() throws Exception {
    assertThat(DeployRun.of(Map.of(), List.of("help")).exits(0).out())
        .contains("demo", "local", "produce", "stream", "audit", "Exit codes");
  }

  @Test
  void describesTheTablesOfAFeed() throws Exception {
    assertThat(DeployRun.of(config, "analyze", "--list", "--feed", "tracks").exits(0).out())
        .contains("Of the feed `tracks`", "track_top_songs")
        .doesNotContain("`access`", "`events`");
  }

  @Test
  void describesTheTablesOfAGrain() throws Exception {
    assertThat(DeployRun.of(config, "analyze", "--list", "--grain", "all").exits(0).out())
        .contains("`log_hosts_all`")
        .doesNotContain("`top_songs_week`");
    DeployRun none =
        DeployRun.of(config, "analyze", "--list", "--table", "top_songs", "--grain", "hour")
            .exits(1);
    assertThat(none.err()).contains("--table", "--grain", "docs/tables.md").hasLineCount(1);
  }

  @Test
  void statusSaysThatTheClusterIsDown() throws Exception {
    assertThat(DeployRun.of(config, "status").exits(1).err())
        .contains("./deploy.sh local up")
        .hasLineCount(1);
  }

  @Test
  void aMissingHdfsIsNamedInOneLine() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    Files.writeString(
        directory.resolve("core-site.xml"),
        """
        <configuration>
          <property><name>fs.defaultFS</name><value>hdfs://127.0.0.1:%d</value></property>
          <property><name>ipc.client.connect.max.retries</name><value>0</value></property>
        </configuration>
        """
            .formatted(port));
    DeployRun run =
        DeployRun.of(
                Map.of("HADOOP_CONF_DIR", directory.toString()),
                List.of("stream", "--config", config.toString()))
            .exits(1);
    assertThat(run.err())
        .startsWith("Cannot reach HDFS at hdfs://127.0.0.1:" + port)
        .hasLineCount(1);
  }

  @Test
  void statusSaysWhichServicesDoNotAnswer() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String site =
        "<configuration><property><name>%s</name><value>%s:%d</value></property></configuration>";
    Files.writeString(
        directory.resolve("core-site.xml"),
        site.formatted("fs.defaultFS", "hdfs://127.0.0.1", port));
    Files.writeString(
        directory.resolve("yarn-site.xml"),
        site.formatted("yarn.resourcemanager.address", "127.0.0.1", port));
    DeployRun run =
        DeployRun.of(
                Map.of("HADOOP_CONF_DIR", directory.toString()),
                List.of(
                    "status", "-Dkafka.bootstrap-servers=127.0.0.1:" + port, "-Dkafka.timeout=2s"))
            .exits(1);
    assertThat(run.out())
        .containsPattern("(?m)^trouble +KAFKA_UNREACHABLE: Cannot reach Kafka at 127.0.0.1:" + port)
        .containsPattern("(?m)^trouble +HDFS_UNREACHABLE: ")
        .containsPattern("(?m)^trouble +YARN_UNREACHABLE: ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void statusPrintsInOneFormat() throws Exception {
    assertThat(DeployRun.of(config, "status", "--json", "--prometheus").exits(2).err())
        .contains("--json", "--prometheus", "mutually exclusive");
  }

  @Test
  void statusDescribesEachMetricOnce() throws Exception {
    assertThat(DeployRun.of(config, "status", "--watch", "--prometheus").exits(2).err())
        .contains("leave out --watch");
  }

  @Test
  void aLakeOnALocalDiskIsRefusedByName() throws Exception {
    DeployRun run = DeployRun.of(config, "audit", "-Dlake.base=file:///tmp").exits(1);
    assertThat(run.err()).contains("lake.base").contains("file").hasLineCount(1);
  }

  @Test
  void aConfigurationFolderWithoutConfigurationIsRefused() throws Exception {
    DeployRun run = DeployRun.of(Map.of("HADOOP_CONF_DIR", "/nowhere"), List.of("audit")).exits(1);
    assertThat(run.err()).contains("HADOOP_CONF_DIR=/nowhere").hasLineCount(1);
  }

  @Test
  void notebooksSayThatThereIsNoPython() throws Exception {
    DeployRun run =
        DeployRun.of(config, "notebook", "--execute", "-Dnotebook.python=/nonexistent").exits(1);
    assertThat(run.err())
        .contains("no Python 3.10 to 3.12")
        .contains("/nonexistent was not found")
        .contains("notebook.python")
        .hasLineCount(1);
  }

  @Test
  void notebooksSayThatTheirPortIsInUse() throws Exception {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + held.getLocalPort();
      DeployRun run = DeployRun.of(config, "notebook", "--port", port).exits(1);
      assertThat(run.err()).contains("port " + port).contains("--port").hasLineCount(1);
    }
  }

  @Test
  void notebooksSayThatTheClusterIsDown() throws Exception {
    String missing = NotebookPython.missing();
    assumeTrue(missing.isEmpty(), missing);
    assertThat(DeployRun.of(config, "notebook", "--execute").exits(1).err())
        .contains("./deploy.sh local up")
        .hasLineCount(1);
  }

  @Test
  void runningAllNotebooksTakesNoProgram() throws Exception {
    DeployRun run =
        DeployRun.of(Map.of(), List.of("notebook", "--execute", "--", "pytest")).exits(2);
    assertThat(run.err()).contains("Invalid COMMAND [pytest]");
  }
}
