package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.lake.TestLake;
import sparkify.lake.fs.EmbeddedHdfs;

/** What is trending in a lake on an HDFS in this JVM, by deploy.sh. */
@Timeout(180)
final class TrendingCommandIT {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @TempDir Path directory = Path.of(".");
  private TestLake lake;

  @BeforeEach
  void createLake(TestInfo test) throws IOException {
    String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    lake = new TestLake(kafka, hdfs, name, 1);
    Files.writeString(
        directory.resolve("core-site.xml"),
        """
        <configuration>
          <property><name>fs.defaultFS</name><value>%s</value></property>
          <property><name>ipc.client.connect.max.retries</name><value>0</value></property>
        </configuration>
        """
            .formatted(hdfs.uri()));
  }

  @Test
  void printsSongsAndArtistsOfTheNewestWindow() throws Exception {
    assertThat(trending().exits(1).err())
        .contains("Cannot show what is trending in", "it has no commits")
        .hasLineCount(1);
    land("2018-11-30T11:59:59Z", "Yellow");
    land("2018-11-30T12:05:00Z", "Yellow", "Yellow");
    assertThat(trending("--top", "1").exits(0).out())
        .isEqualTo(
            """
            dataset      printssongsandartistsofthenewestwindow, commit 4
            window       2018-11-30T12:00:00Z to 2018-11-30T12:10:00Z, 50% complete
            newest       event of 2018-11-30T12:05:00Z
            plays        2 (+1)
              rank        plays     change  song
                 1            2         +1  Yellow by Coldplay
              rank        plays     change  artist
                 1            2         +1  Coldplay
            """);
    assertThat(trending("--window", "7m").exits(2).err()).contains("must divide a day");
    assertThat(trending("--feed", "access").exits(1).err())
        .contains("Cannot show what is trending in the feed access")
        .hasLineCount(1);
  }

  @Test
  void followsTheLogEvenThroughAnOutageOfTheNameNode() throws Exception {
    land("2018-11-30T12:05:00Z", "Yellow");
    Process following = start("--follow", "--json");
    try (BufferedReader out = following.inputReader(StandardCharsets.UTF_8);
        BufferedReader err = following.errorReader(StandardCharsets.UTF_8)) {
      assertThat(json(out).path("plays").asLong()).isEqualTo(1);
      long commit = land("2018-11-30T12:06:00Z", "Yellow");
      JsonNode opened = json(out);
      JsonNode landed = opened.path("commit").asLong() == commit ? opened : json(out);
      assertThat(landed.path("commit").asLong()).isEqualTo(commit);
      assertThat(landed.path("plays").asLong()).isEqualTo(2);

      hdfs.cluster().shutdownNameNode(0);
      assertThat(err.lines().filter(line -> line.contains("waiting: Cannot read")).findFirst())
          .isPresent();
      hdfs.cluster().restartNameNode(0);
      hdfs.cluster().waitActive();
      long after = land("2018-11-30T12:07:00Z", "Yellow");
      JsonNode last = json(out);
      while (last.path("commit").asLong() < after) {
        last = json(out);
      }
      assertThat(last.path("plays").asLong()).isEqualTo(3);
    } finally {
      following.destroy();
    }
  }

  private long land(String time, String... songs) throws Exception {
    long ts = Instant.parse(time).toEpochMilli();
    for (String song : songs) {
      String event = "{\"ts\":%d,\"page\":\"NextSong\",\"song\":\"%s\",\"artist\":\"Coldplay\"}";
      lake.send(0, event.formatted(ts, song));
    }
    return lake.land().seq();
  }

  private static JsonNode json(BufferedReader out) throws IOException {
    return new ObjectMapper().readTree(out.readLine());
  }

  private DeployRun trending(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("trending"));
    arguments.addAll(List.of(lake.options(more)));
    return DeployRun.of(Map.of("HADOOP_CONF_DIR", directory.toString()), arguments);
  }

  private Process start(String... more) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(Pipeline.HOME.resolve("deploy.sh").toString(), "trending"),
                Stream.of(lake.options(more)))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HADOOP_CONF_DIR", directory.toString());
    builder.environment().put("JDK_JAVA_OPTIONS", Pipeline.QUICK_JVM);
    return builder.start();
  }
}
