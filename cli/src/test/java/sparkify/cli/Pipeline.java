package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import sparkify.common.FileTree;
import sparkify.common.FreePort;
import sparkify.common.config.ClusterSettings;
import sparkify.common.config.Dataset;
import sparkify.common.config.SettingsLoader;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.TablePaths;

/**
 * deploy.sh on a local cluster of the tests' own: real daemons, started by the first command that
 * needs them, shared by all test classes, and wiped at the end.
 */
final class Pipeline implements BeforeAllCallback {
  /** Locked by tests that change the cluster for everybody, read by all others. */
  static final String CLUSTER = "cluster";

  static final Path HOME = Path.of(System.getProperty("sparkify.home", ".."));

  /** Every JVM here lives for seconds, too short for the second compiler to pay off. */
  static final String QUICK_JVM = "-XX:TieredStopAtLevel=1";

  /** The value of settings that nobody may see. */
  static final String SECRET = "hush-4711";

  /** One of them, which has no meaning. */
  static final String SECRET_OF_SPARK = "spark.pipeline.credentials";

  private static final Duration POLL = Duration.ofMillis(250);

  private final Map<String, DeployRun> demos = new HashMap<>();
  private Path directory = Path.of(".");
  private Path config = Path.of(".");

  /** What all test classes share. */
  private record Cluster(Path directory, Path config) implements AutoCloseable {
    static Cluster prepare() {
      try {
        Path directory = Files.createTempDirectory("pipeline");
        Path config = directory.resolve("test.conf");
        Files.writeString(config, settings(directory));
        return new Cluster(directory, config);
      } catch (IOException e) {
        throw new IllegalStateException("Cannot prepare a cluster", e);
      }
    }

    @Override
    public void close() throws Exception {
      DeployRun.of(config, "local", "wipe", "--yes").exits(0);
      FileTree.delete(directory);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Cluster cluster =
        context
            .getRoot()
            .getStore(Namespace.create(Pipeline.class))
            .getOrComputeIfAbsent(CLUSTER, name -> Cluster.prepare(), Cluster.class);
    directory = cluster.directory;
    config = cluster.config;
  }

  /** A folder for files of tests. */
  Path directory() {
    return directory;
  }

  /** The settings of the cluster. */
  Path config() {
    return config;
  }

  /** Runs deploy.sh. */
  DeployRun run(String... arguments) throws IOException, InterruptedException {
    return DeployRun.of(config, arguments);
  }

  /** The demo with these arguments, which runs once, whichever test of a class asks first. */
  DeployRun demo(String... arguments) throws IOException, InterruptedException {
    String key = String.join(" ", arguments);
    DeployRun demo = demos.get(key);
    if (demo == null) {
      demo = run(Stream.concat(Stream.of("demo"), Stream.of(arguments)).toArray(String[]::new));
      demos.put(key, demo);
    }
    return demo.exits(0);
  }

  /** The deep audit of a dataset. */
  JsonNode audit(String dataset) throws IOException, InterruptedException {
    DeployRun run = run("audit", "--json", "--deep", "--dataset", dataset);
    return new ObjectMapper().readTree(run.exits(0).out());
  }

  /** Waits until exactly {@code rows} rows have landed in a dataset. */
  void awaitLanded(String dataset, long rows) throws IOException {
    String lake = FileSystem.getDefaultUri(hdfs()) + "/" + dataset;
    CommitLog log =
        new CommitLog(new TablePaths(LakeFileSystem.open(lake, hdfs()), Dataset.EVENTS));
    while (log.read().landed() < rows) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    assertThat(log.read().landed()).isEqualTo(rows);
  }

  /** Sends events into a dataset's topic. */
  void send(String dataset, int events) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < events; i++) {
      lines.append(
          "{\"ts\":%d,\"userId\":\"%d\",\"page\":\"Home\"}%n"
              .formatted(1_538_352_000_000L + i * 1_000L, i % 7));
    }
    Path file = Files.createTempFile(directory, dataset, ".json");
    Files.writeString(file, lines, StandardCharsets.UTF_8);
    run("produce", "--input", file.toString(), "--dataset", dataset).exits(0);
  }

  /** The configuration of the cluster's HDFS. */
  Configuration hdfs() throws IOException {
    Configuration configuration = new Configuration();
    for (String file : List.of("core-site.xml", "hdfs-site.xml")) {
      configuration.addResource(
          directory.resolve("a cluster/hadoop-conf").resolve(file).toUri().toURL());
    }
    return configuration;
  }

  /** A folder with a space in its name, ports that are free, a service small enough for a test. */
  private static String settings(Path directory) {
    StringBuilder settings = new StringBuilder();
    settings.append("cluster.directory = \"").append(directory.resolve("a cluster")).append("\"\n");
    settings.append(
        """
        cluster.nodemanager.memory = 16g
        simulator.users = 500
        model.folds = 2
        model.resamples = 200
        kafka.client.ssl.key.password = ${secret}
        yarn.conf.${name} = ${secret}
        yarn.conf.spark.driver.extraJavaOptions = ${quick}
        yarn.conf.spark.executor.extraJavaOptions = ${quick}
        """
            .replace("${secret}", SECRET)
            .replace("${name}", SECRET_OF_SPARK)
            .replace(
                "${quick}", '"' + "-Dlogback.configurationFile=logback.xml " + QUICK_JVM + '"'));
    ClusterSettings defaults = SettingsLoader.load(null, Map.of()).cluster();
    Iterator<Integer> free = FreePort.distinct(defaults.ports().size()).iterator();
    for (String setting : defaults.ports().keySet()) {
      settings.append("cluster.%s = %d%n".formatted(setting, free.next()));
    }
    return settings.toString();
  }
}
