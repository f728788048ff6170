package sparkify.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.Sha256;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.feed.Parsed;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.Launcher;
import sparkify.lake.Feed;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.TablePaths;
import sparkify.lake.rejects.LiveRejects;
import sparkify.lake.table.RejectedRecord;
import sparkify.producer.ProduceCommand;
import sparkify.producer.SimulateCommand;
import sparkify.streaming.landing.Landing;
import sparkify.streaming.landing.Slice;

/** What is injected is what landing rejects: the side file and the rejects, one by one. */
@Timeout(300)
class InjectedTroubleIT {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();
  private static @Nullable JavaSparkContext spark;

  @TempDir private Path folder;

  /** A record, by its bytes, and why it is rejected; empty if it is not. */
  private record Fate(String reason, String sha256) {}

  @BeforeAll
  static void startSpark() {
    SparkConf conf =
        new SparkConf().setMaster("local[2]").setAppName("test").set("spark.ui.enabled", "false");
    spark = new JavaSparkContext(conf);
    spark.hadoopConfiguration().addResource(hdfs.configuration());
  }

  @AfterAll
  static void stopSpark() {
    Objects.requireNonNull(spark).close();
  }

  @Test
  void eventsAreRejectedAsTheSideFileSays() throws IOException {
    String inject =
        "duplicate=0.05,late=0.05:2h,out-of-order=0.05,malformed=0.1,missing-field=0.05,"
            + "wrong-type=0.1,unknown-field=0.05,future=0.05,huge=0.0005";
    Settings settings = settings("trouble", "events");
    send(
        settings,
        new ProduceCommand(),
        "--input=" + MODULE.resolve("../data/sample.json.gz").normalize(),
        "--limit=20000",
        "--inject=" + inject);
    List<Fate> injected =
        requireAsInjected(settings, folder.resolve("sample.json.gz.injected.jsonl"), List.of());
    assertThat(injected.stream().map(Fate::reason).collect(Collectors.toSet()))
        .isEqualTo(Set.of("", "not-json", "missing-ts", "wrong-type", "ts-out-of-range"));
  }

  @Test
  void logLinesAreRejectedAsTheSideFileSays() throws IOException {
    Settings settings = settings("trouble-log", "access");
    send(
        settings,
        new SimulateCommand(),
        "--users=40",
        "--days=10",
        "--inject=duplicate=0.1,malformed=0.2,missing-field=0.1,wrong-type=0.1,future=0.1,huge=0.001",
        "--inject-seed=3");
    Path plain = folder.resolve("plain.log");
    send(settings, new SimulateCommand(), "--users=40", "--days=10", "--out=" + plain);
    List<Fate> injected =
        requireAsInjected(
            settings,
            folder.resolve("access-log-1.injected.jsonl"),
            rejectsOf(plain, Feed.of(settings)));
    assertThat(injected.stream().map(Fate::reason).collect(Collectors.toSet()))
        .isEqualTo(Set.of("", "no-host", "no-time", "no-request", "no-answer", "ts-out-of-range"));
  }

  private static void send(Settings settings, Object command, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Dkafka.bootstrap-servers=" + kafka.bootstrapServers());
    all.add("-Dproducer.side-directory=" + settings.producer().sideDirectory());
    all.add("--dataset=" + settings.dataset().name());
    all.add("--feed=" + settings.dataset().feed());
    assertThat(Launcher.run(command, all.toArray(String[]::new))).isZero();
  }

  /** Lands the topic, compares the rejects with the side file, and returns what that lists. */
  private static List<Fate> requireAsInjected(
      Settings settings, Path sideFile, List<Fate> rejectedAnyway) throws IOException {
    land(settings);
    CommitLog commits =
        new CommitLog(
            new TablePaths(hdfs.lake("/" + settings.dataset().name()), settings.dataset().feed()));
    List<Fate> rejects =
        new LiveRejects(commits)
            .newest(null, Integer.MAX_VALUE).stream().map(InjectedTroubleIT::fate).toList();
    List<Fate> injected = injected(sideFile);
    List<Fate> expected = new ArrayList<>(rejectedAnyway);
    injected.stream().filter(one -> !one.reason().isEmpty()).forEach(expected::add);
    assertThat(counted(rejects)).isEqualTo(counted(expected));
    Set<String> sent =
        kafka.records(settings.dataset().topic()).stream()
            .map(record -> digest(record.value()))
            .collect(Collectors.toSet());
    assertThat(sent).containsAll(injected.stream().map(Fate::sha256).toList());
    var totals = commits.read().partitions().values();
    assertThat(totals.stream().mapToLong(PartitionTotals::rejected).sum())
        .isEqualTo(rejects.size());
    assertThat(totals).allMatch(one -> one.committed() == one.landed() + one.rejected());
    return injected;
  }

  /** Lines that are rejected as they are, since servers log broken ones too. */
  private static List<Fate> rejectsOf(Path file, Feed feed) throws IOException {
    List<Fate> all = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      byte[] value = line.getBytes(StandardCharsets.ISO_8859_1);
      if (feed.parser().parse(value, System.currentTimeMillis())
          instanceof Parsed.Rejected rejected) {
        all.add(new Fate(rejected.reason(), digest(value)));
      }
    }
    return all;
  }

  private static void land(Settings settings) throws IOException {
    Driver driver = new Driver("test", 1, "code", application -> false, Clock.systemUTC());
    try (Topics topics = Topics.connect(settings.kafka())) {
      JavaSparkContext context = Objects.requireNonNull(spark);
      Landing landing = Landing.open(context, settings, Feed.of(settings), driver, null, topics);
      List<Slice> all = new ArrayList<>();
      topics
          .describe(settings.dataset().topic())
          .end()
          .forEach((partition, end) -> all.add(new Slice(partition, 0, end)));
      landing.land(all);
    }
  }

  private static List<Fate> injected(Path sideFile) throws IOException {
    List<Fate> all = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(sideFile)) {
      JsonNode entry = mapper.readTree(line);
      all.add(
          new Fate(
              entry.path("reason").asText("").replace("null", ""), entry.path("sha256").asText()));
    }
    return all;
  }

  private static Fate fate(RejectedRecord reject) {
    return new Fate(reject.rejected().reason(), digest(Objects.requireNonNull(reject.value())));
  }

  private static String digest(byte[] value) {
    return new Sha256().add(value).hex();
  }

  /** How often each is there; a multiset. */
  private static Map<String, Long> counted(List<Fate> fates) {
    return fates.stream().collect(groupingBy(Fate::toString, TreeMap::new, counting()));
  }

  private Settings settings(String dataset, String feed) {
    return SettingsLoader.load(
        null,
        Map.of(
            "dataset", dataset,
            "feed", feed,
            "kafka.bootstrap-servers", kafka.bootstrapServers(),
            "producer.side-directory", folder.toString(),
            "lake.base", hdfs.uri()));
  }
}
