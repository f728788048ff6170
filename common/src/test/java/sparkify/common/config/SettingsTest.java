package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.config.StreamingSettings.OnDataLoss;

class SettingsTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path directory;

  @Test
  void hasTheDefaultsOfAppConf() {
    Settings settings = SettingsLoader.load(null, Map.of());
    assertThat(settings.dataset()).isEqualTo(new Dataset("sparkify", "events", "/sparkify"));
    assertThat(settings.kafka())
        .isEqualTo(
            new KafkaSettings("127.0.0.1:9092", Duration.ofSeconds(30), 3, (short) -1, Map.of()));
    assertThat(settings.event())
        .isEqualTo(new TimeBounds(Instant.parse("2000-01-01T00:00:00Z"), Duration.ofDays(1)));
    assertThat(settings.lake())
        .isEqualTo(
            new LakeSettings(
                "/",
                "027",
                "",
                new LogSettings(1_000, Duration.ofDays(7)),
                new ParquetSettings(1, 32 * MIB, 64, 256 * MIB, true)));
    assertThat(settings.streaming())
        .isEqualTo(
            new StreamingSettings(
                Duration.ofSeconds(2),
                100_000,
                1_000_000,
                512 * MIB,
                20_000,
                Duration.ofMinutes(2),
                OnDataLoss.STOP,
                10,
                new ApplicationSettings(
                    new ContainerSettings(640 * MIB, 256 * MIB),
                    new ContainerSettings(1024 * MIB, 384 * MIB),
                    1,
                    2)));
    assertThat(settings.yarn())
        .isEqualTo(
            new YarnSettings(
                "default", ".sparkify-archive", Duration.ofMinutes(3), "", "", Map.of()));
  }

  @Test
  void readsEveryKeyOfAFile() throws Exception {
    Path file = directory.resolve("mine.conf");
    Files.writeString(
        file,
        """
        dataset = medium-1
        kafka {
          bootstrap-servers = "a:1, b:22"
          timeout = 5s
          topic { partitions = 4, replication = 2 }
          client { security.protocol = SSL, "linger.ms" = 7 }
        }
        event { min-ts = "2015-01-01T00:00:00Z", max-ahead = 2h }
        lake {
          base = "hdfs://nn:8020/lakes", umask = 007, group = analysts
          parquet {
            zstd-level = 3, row-group = 1m, max-open-files = 2, write-memory = 16m, sync = false
          }
        }
        streaming {
          batch-interval = 5s, initial-rate = 1, max-rate-per-partition = 2
          max-batch-bytes = 2m, events-per-task = 3
          poll-timeout = 4s, on-data-loss = record-gap, max-attempts = 5
          driver { memory = 471m, overhead = 64m }
          executor { instances = 6, cores = 7, memory = 1g, overhead = 128m }
        }
        yarn {
          queue = night, archive-directory = "hdfs://nn:8020/lib", start-timeout = 9s
          principal = me, keytab = here, conf { spark.eventLog.enabled = true }
        }
        """);
    Settings settings = SettingsLoader.load(file, Map.of());
    assertThat(settings.dataset())
        .isEqualTo(new Dataset("medium-1", "events", "hdfs://nn:8020/lakes/medium-1"));
    assertThat(settings.kafka())
        .isEqualTo(
            new KafkaSettings(
                "a:1, b:22",
                Duration.ofSeconds(5),
                4,
                (short) 2,
                Map.of("security.protocol", "SSL", "linger.ms", "7")));
    assertThat(settings.event())
        .isEqualTo(new TimeBounds(Instant.parse("2015-01-01T00:00:00Z"), Duration.ofHours(2)));
    assertThat(settings.lake().umask()).isEqualTo("007");
    assertThat(settings.lake().group()).isEqualTo("analysts");
    assertThat(settings.lake().parquet())
        .isEqualTo(new ParquetSettings(3, MIB, 2, 16 * MIB, false));
    assertThat(settings.streaming())
        .isEqualTo(
            new StreamingSettings(
                Duration.ofSeconds(5),
                1,
                2,
                2 * MIB,
                3,
                Duration.ofSeconds(4),
                OnDataLoss.RECORD_GAP,
                5,
                new ApplicationSettings(
                    new ContainerSettings(471 * MIB, 64 * MIB),
                    new ContainerSettings(1024 * MIB, 128 * MIB),
                    6,
                    7)));
    assertThat(settings.yarn())
        .isEqualTo(
            new YarnSettings(
                "night",
                "hdfs://nn:8020/lib",
                Duration.ofSeconds(9),
                "me",
                "here",
                Map.of("spark.eventLog.enabled", "true")));
  }

  @Test
  void commandLineOverridesTheFileWhichOverridesTheDefaults() throws Exception {
    Path file = directory.resolve("mine.conf");
    Files.writeString(file, "kafka.timeout = 5s\nkafka.topic.partitions = 9\n");
    Settings settings = SettingsLoader.load(file, Map.of("kafka.timeout", "6s"));
    assertThat(settings.kafka().timeout()).isEqualTo(Duration.ofSeconds(6));
    assertThat(settings.kafka().partitions()).isEqualTo(9);
    assertThat(settings.kafka().replication()).isEqualTo((short) -1);
  }

  @Test
  void bootstrapServersFollowAPortGivenOnTheCommandLine() {
    Settings settings = SettingsLoader.load(null, Map.of("cluster.kafka.port", "9777"));
    assertThat(settings.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9777");
  }

  @Test
  void readsItsOwnTextBack() throws Exception {
    Settings settings =
        SettingsLoader.load(
            null,
            Map.of("kafka.client.ssl.key.password", "a \"b\" $c", "streaming.max-attempts", "3"));
    Path copy = directory.resolve("copy.conf");
    Files.writeString(copy, settings.hocon());
    assertThat(SettingsLoader.load(copy, Map.of())).isEqualTo(settings);
  }

  @Test
  void printsNoSecret() {
    Map<String, String> given = new HashMap<>();
    given.put("kafka.client.sasl.jaas.config", "hush-1");
    given.put("kafka.client.ssl.key.password", "hush-2");
    given.put("kafka.client.\"ssl.keystore.key\"", "hush-3");
    given.put("kafka.client.SSL.Token", "hush-4");
    given.put("yarn.conf.spark.hadoop.fs.s3a.secret.access", "hush-5");
    given.put("yarn.conf.spark.api-key", "hush-6");
    given.put("kafka.client.security.protocol", "SASL_SSL");
    Settings settings = SettingsLoader.load(null, given);
    assertThat(settings.redacted())
        .doesNotContain("hush")
        .contains("kafka.client.ssl.key.password = \"***\"")
        .contains("kafka.client.security.protocol = \"SASL_SSL\"")
        .contains("kafka.timeout = \"30s\"");
    assertThat(settings.toString()).doesNotContain("hush");
    assertThat(settings.kafka().toString()).doesNotContain("hush");
    assertThat(settings.kafka().clientProperties())
        .containsEntry("ssl.key.password", "hush-2")
        .containsEntry("ssl.keystore.key", "hush-3");
  }
}
