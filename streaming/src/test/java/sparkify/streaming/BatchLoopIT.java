package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.streaming.LandedTable.once;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.config.Settings;
import sparkify.common.event.Events;
import sparkify.common.feed.RowParser;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.Topics;
import sparkify.lake.Feed;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.FencedException;
import sparkify.lake.log.StopForGood;
import sparkify.lake.log.TablePaths;
import sparkify.streaming.landing.Landing;

@Timeout(120)
class BatchLoopIT {
  private static final long TS = 1_538_352_117_000L;

  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();
  private static JavaSparkContext spark;

  /** Happens once, when the parser gets the next record but {@link #AFTER}. */
  private static final AtomicReference<@Nullable Incident> INCIDENT = new AtomicReference<>();

  /** How many more records the parser gets before the incident. */
  private static final AtomicInteger AFTER = new AtomicInteger();

  private String dataset = "";
  private Map<String, String> more = Map.of();
  private LandedTable table;
  private Topics topics;

  private interface Incident {
    void happen() throws Exception;
  }

  @BeforeAll
  static void startSpark() {
    spark = TestSettings.spark(hdfs);
  }

  @AfterAll
  static void stopSpark() {
    spark.close();
  }

  @BeforeEach
  void newDataset(TestInfo test) {
    dataset = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    table = LandedTable.of(hdfs, dataset);
    INCIDENT.set(null);
    AFTER.set(0);
    kafka.createTopic(dataset + ".events", 1);
    topics = Topics.connect(settings().kafka());
    produce(0, 20);
  }

  @Test
  void landsTheTopicAndResumesAfterARestart() throws Exception {
    assertThat(run(1, Map.of(0, 20L))).isEqualTo(BatchLoop.End.CAUGHT_UP);
    produce(0, 15);
    assertThat(run(2, Map.of(0, 35L))).isEqualTo(BatchLoop.End.CAUGHT_UP);
    assertThat(run(3, Map.of(0, 35L))).as("nothing new").isEqualTo(BatchLoop.End.CAUGHT_UP);
    requireLanded(0, 35);
  }

  @Test
  void throwsWhatFailedABatchAndLandsItInTheNextRun() throws Exception {
    INCIDENT.set(
        () -> {
          throw new IllegalArgumentException("deep");
        });
    assertThatThrownBy(() -> run(1, Map.of(0, 20L))).hasMessageContaining("deep");
    assertThat(table.visible(0)).isEmpty();
    assertThat(run(2, Map.of(0, 20L))).isEqualTo(BatchLoop.End.CAUGHT_UP);
    requireLanded(0, 20);
    assertThat(table.files().list(table.files().at("events/_staging"))).isEmpty();
  }

  @Test
  void isFencedWhenAnotherDriverTakesOverTheTable() throws Exception {
    INCIDENT.set(() -> open(driver("other", 1)));
    assertThatThrownBy(() -> run(1, Map.of(0, 20L)))
        .isInstanceOfSatisfying(
            FencedException.class, e -> assertThat(e.application()).isEqualTo("other"));
    assertThat(table.visible(0)).isEmpty();
  }

  @Test
  void stopsForGoodWhenTheTopicIsRecreated() throws Exception {
    INCIDENT.set(
        () -> {
          try (Admin admin = kafka.admin()) {
            admin.deleteTopics(List.of(dataset + ".events")).all().get();
          }
          topics.ensure(dataset + ".events", 1, (short) 1);
        });
    assertThatThrownBy(() -> run(1, Map.of(0, 1_000L)))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("its id is");
  }

  @Test
  void commitsTheCurrentBatchWhenAskedToStop() throws Exception {
    StopRequest request = stopRequest();
    INCIDENT.set(request::make);
    assertThat(run(1, null)).isEqualTo(BatchLoop.End.STOPPED);
    requireLanded(0, 20);
    request.clear();
    assertThat(request.isMade()).isFalse();
  }

  @Test
  void landsAddedPartitionsFromTheirBeginning() throws Exception {
    INCIDENT.set(
        () -> {
          try (Admin admin = kafka.admin()) {
            Map<String, NewPartitions> two =
                Map.of(dataset + ".events", NewPartitions.increaseTo(2));
            admin.createPartitions(two).all().get();
          }
          produce(1, 8);
        });
    Map<Integer, Long> target = Map.of(0, 20L, 1, 8L);
    assertThat(run(1, target)).isEqualTo(BatchLoop.End.NEW_PARTITIONS);
    assertThat(run(1, target)).isEqualTo(BatchLoop.End.CAUGHT_UP);
    requireLanded(0, 20);
    requireLanded(1, 8);
  }

  @Test
  void landsABatchOfTooManyBytesInSeveralCommits() throws Exception {
    more = Map.of("streaming.max-batch-bytes", "1k");
    INCIDENT.set(() -> produce(0, 300));
    assertThat(run(1, Map.of(0, 320L))).isEqualTo(BatchLoop.End.CAUGHT_UP);
    requireLanded(0, 320);
    List<Long> lengths = batches();
    assertThat(lengths.get(0)).as("the first batch is not split").isEqualTo(20);
    assertThat(lengths.subList(1, lengths.size()))
        .hasSizeGreaterThan(300 / 20)
        .allMatch(length -> length < 20);
  }

  @Test
  void noticesNewPartitionsBetweenTheCommitsOfABatch() throws Exception {
    more = Map.of("streaming.max-batch-bytes", "1k");
    Incident addPartition =
        () -> {
          try (Admin admin = kafka.admin()) {
            admin
                .createPartitions(Map.of(dataset + ".events", NewPartitions.increaseTo(2)))
                .all()
                .get();
          }
        };
    INCIDENT.set(
        () -> {
          produce(0, 300);
          AFTER.set(25);
          INCIDENT.set(addPartition);
        });
    assertThat(run(1, Map.of(0, 320L))).isEqualTo(BatchLoop.End.NEW_PARTITIONS);
    assertThat(table.log().committed().get(0)).isBetween(21L, 319L);
    assertThat(run(1, Map.of(0, 320L))).isEqualTo(BatchLoop.End.CAUGHT_UP);
    requireLanded(0, 320);
  }

  /** The number of offsets of partition 0 in each batch. */
  private List<Long> batches() throws IOException {
    List<Long> lengths = new ArrayList<>();
    new CommitLog(new TablePaths(table.files(), "events"))
        .history(manifest -> manifest.ranges().forEach(r -> lengths.add(r.until() - r.from())));
    return lengths;
  }

  private void requireLanded(int partition, long until) throws IOException {
    assertThat(table.visible(partition)).isEqualTo(once(until));
    table.requireBalance();
    assertThat(table.log().committed()).containsEntry(partition, until);
  }

  private BatchLoop.End run(int attempt, @Nullable Map<Integer, Long> target) throws Exception {
    Landing landing = open(driver("test", attempt));
    return new BatchLoop(spark, settings(), landing, topics, stopRequest(), target, () -> {}).run();
  }

  private Landing open(Driver driver) throws IOException {
    Settings settings = settings();
    Feed feed =
        new Feed(
            "events",
            settings.dataset().topic(),
            "events",
            Events.SCHEMA,
            withIncident(Events.parser(settings.event())));
    return Landing.open(spark, settings, feed, driver, null, topics);
  }

  private static Driver driver(String application, int attempt) {
    return new Driver(application, attempt, "code", app -> false, Clock.systemUTC());
  }

  private static RowParser withIncident(RowParser parser) {
    return (value, now) -> {
      Incident incident = AFTER.getAndDecrement() > 0 ? null : INCIDENT.getAndSet(null);
      if (incident != null) {
        happen(incident);
      }
      return parser.parse(value, now);
    };
  }

  private static void happen(Incident incident) {
    try {
      incident.happen();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void produce(int partition, int count) {
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      to.events(partition, TS, count).flush();
    }
  }

  private StopRequest stopRequest() {
    LakeFileSystem files = table.files();
    return new StopRequest(files, new Path(files.root(), "stop"));
  }

  private Settings settings() {
    return TestSettings.of(kafka, hdfs, dataset, more);
  }
}
