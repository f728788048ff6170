package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.streaming.LandedTable.once;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import sparkify.common.config.Settings;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.RecordSum;
import sparkify.common.kafka.Topics;
import sparkify.lake.Feed;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Last;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.TablePaths;
import sparkify.lake.rejects.LiveRejects;
import sparkify.streaming.LandedTable;
import sparkify.streaming.TestProducer;
import sparkify.streaming.TestSettings;

@Timeout(120)
class LandingIT {
  private static final long TS = 1_538_352_117_000L;

  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();
  private static JavaSparkContext spark;

  private String dataset = "";
  private LandedTable table;
  private Topics topics;

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
    kafka.createTopic(dataset + ".events", 2);
    topics = Topics.connect(TestSettings.of(kafka, hdfs, dataset, Map.of()).kafka());
  }

  @AfterEach
  void closeTopics() {
    topics.close();
  }

  @Test
  void landsEveryColumnAsItWasSent() throws IOException {
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      to.send(
          1,
          """
          {"ts":1538352117000,"userId":"30","sessionId":29,"page":"NextSong","auth":"Logged In",\
          "method":"PUT","status":200,"level":"paid","itemInSession":50,"location":"Bakersfield, CA",\
          "userAgent":"Mozilla","lastName":"Freeman","firstName":"Zoë😀","registration":1538173362000,\
          "gender":"M","artist":"Martha","song":"Rockpools","length":277.89016,"new":{"a":[1.50]}}\
          """);
      to.send(1, "{\"ts\":1538352117001}").flush();
    }
    land(open(), new Slice(1, 0, 2));
    List<Group> rows = table.rows("events");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0))
        .hasToString(
            """
            ts: 1538352117000
            userId: 30
            sessionId: 29
            page: NextSong
            auth: Logged In
            method: PUT
            status: 200
            level: paid
            itemInSession: 50
            location: Bakersfield, CA
            userAgent: Mozilla
            lastName: Freeman
            firstName: Zoë😀
            registration: 1538173362000
            gender: M
            artist: Martha
            song: Rockpools
            length: 277.89016
            kafka_partition: 1
            kafka_offset: 0
            kafka_timestamp: 1700000000000
            extra: {"new":{"a":[1.50]}}
            """);
    assertThat(rows.get(1))
        .hasToString(
            """
            ts: 1538352117001
            kafka_partition: 1
            kafka_offset: 1
            kafka_timestamp: 1700000000000
            """);
  }

  @Test
  void keepsTheBytesOfRejects() throws IOException {
    byte[] latin = {'{', (byte) 0xE9, 0, '}'};
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      to.send(0, latin).send(0, (byte[]) null).send(0, "{\"ts\":1}");
      to.send(0, "{\"ts\":\"\\ud83d\"}").events(0, TS, 1).flush();
    }
    Manifest manifest = land(open(), new Slice(0, 0, 5));
    assertThat(counts(manifest)).containsExactly(new Range(0, 0, 5, 1, 4, 0));
    List<Group> rejects = table.rows("rejects");
    assertThat(rejects)
        .extracting(r -> r.getString("reason", 0))
        .containsExactly("invalid-utf8", "empty", "ts-out-of-range", "wrong-type");
    assertThat(
            new LiveRejects(new CommitLog(new TablePaths(table.files(), "events")))
                .summary()
                .examples())
        .containsEntry("empty", "the record has no value")
        .containsEntry("wrong-type", "'ts' must be LONG, got ?")
        .containsOnlyKeys("invalid-utf8", "empty", "ts-out-of-range", "wrong-type");
    assertThat(rejects.get(0).getBinary("value", 0).getBytes()).isEqualTo(latin);
    assertThat(rejects.get(0).getBinary("key", 0).toStringUsingUTF8()).isEqualTo("key");
    assertThat(rejects.get(0).getString("topic", 0)).isEqualTo(dataset + ".events");
    assertThat(rejects.get(0).getLong("kafka_timestamp", 0)).isEqualTo(1_700_000_000_000L);
    assertThat(rejects.get(1).getFieldRepetitionCount("value")).isZero();
    assertThat(rejects.get(2).getLong("kafka_offset", 0)).isEqualTo(2);
    assertThat(table.visible(0)).isEqualTo(once(5));
  }

  @Test
  void writesOneFilePerDayAndASmallBatchInOneTask() throws IOException {
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      to.events(0, TS, 30).events(1, TS, 30).flush();
    }
    Manifest manifest = land(open(), new Slice(0, 0, 30), new Slice(1, 0, 30));
    assertThat(manifest.files())
        .extracting(Manifest.DataFile::path)
        .containsExactlyInAnyOrder(
            "events/date=2018-10-01/part-00000002-0000.parquet",
            "events/date=2018-10-02/part-00000002-0001.parquet",
            "events/date=2018-10-03/part-00000002-0002.parquet");
    assertThat(manifest.files()).allMatch(f -> f.rows() == 20 && f.maxTime() >= f.minTime());
    assertThat(table.rows("events/date=2018-10-02"))
        .allMatch(row -> row.getLong("ts", 0) / 86_400_000 == 17_806);
  }

  @Test
  void writesOneFilePerDayWhateverTheBound() throws IOException {
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      to.events(0, TS, 12).flush();
    }
    Landing landing = open(Map.of("lake.parquet.max-open-files", "1"));
    assertThat(land(landing, new Slice(0, 0, 12)).files()).hasSize(3);
    assertThat(table.visible(0)).isEqualTo(once(12));
  }

  @Test
  void splitsALongRangeOverTheCores() throws IOException {
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      to.events(0, TS, 200).flush();
    }
    Landing landing = open(Map.of("streaming.events-per-task", "50"));
    Manifest manifest = land(landing, new Slice(0, 0, 200));
    assertThat(manifest.files()).hasSize(6);
    assertThat(counts(manifest)).containsExactly(new Range(0, 0, 200, 200, 0, 0));
    assertThat(table.visible(0)).isEqualTo(once(200));
  }

  @Test
  void keepsTheSumOfWhatKafkaDeliversAndTheDigestsOfItsFiles() throws IOException {
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      to.events(0, TS, 200).send(0, "not json").send(0, (String) null).flush();
    }
    Landing landing = open(Map.of("streaming.events-per-task", "50"));
    Manifest manifest = land(landing, new Slice(0, 0, 202));
    RecordSum delivered = new RecordSum();
    kafka.records(dataset + ".events").forEach(delivered::add);
    assertThat(manifest.ranges()).extracting(Range::sum).containsExactly(delivered.value());
    for (DataFile file : manifest.allFiles().toList()) {
      assertThat(file.sha256()).isEqualTo(table.files().sha256(table.files().at(file.path())));
    }
  }

  @Test
  void countsUndeliveredOffsetsAsAbsent() throws IOException {
    Landing landing;
    try (TestProducer to = TestProducer.transactional(kafka, dataset + ".events")) {
      to.begin().events(0, TS, 3).commit();
      to.begin().events(0, TS, 2).abort();
      landing = open();
      Manifest manifest = land(landing, new Slice(0, 0, 7));
      assertThat(counts(manifest)).containsExactly(new Range(0, 0, 7, 3, 0, 4));
      to.begin().events(0, TS, 1).abort();
    }
    Manifest empty = land(landing, new Slice(0, 7, 9));
    assertThat(counts(empty)).containsExactly(new Range(0, 7, 9, 0, 0, 2));
    assertThat(empty.files()).isEmpty();
    assertThat(landing.state().partitions())
        .extractingByKey(0)
        .extracting(PartitionTotals::last)
        .isEqualTo(new Last(2, 0));
    table.requireBalance();
  }

  @Test
  void tellsSparkHowFarItHasCome() throws IOException {
    Landing landing = open();
    Settings settings = TestSettings.of(kafka, hdfs, dataset, Map.of());
    try (TestProducer to = TestProducer.transactional(kafka, dataset + ".events");
        Topics topics = Topics.connect(settings.kafka())) {
      to.begin().events(0, TS, 5).commit();
      to.begin().events(1, TS, 2).flush();
      landing.isCurrent(topics.describe(landing.topic()));
      assertThat(gauge("lag_offsets")).isEqualTo(6L); // The marker of the commit has one too.
      assertThat(gauge("held_back_offsets")).isEqualTo(2L);
      land(landing, new Slice(0, 0, 4));
      assertThat(gauge("lag_offsets")).isEqualTo(2L);
      assertThat(gauge("partition_0_next_offset")).isEqualTo(4L);
      assertThat(gauge("partition_0_lag_offsets")).isEqualTo(2L);
      assertThat(gauge("landed_rows")).isEqualTo(4L);
      assertThat((double) gauge("batch_seconds")).isPositive();
      assertThat(gauge("waiting")).isEqualTo(0);
      to.abort();
    }
  }

  /** What the metrics system of Spark shows. */
  private static Object gauge(String name) {
    var gauges = LandingMetrics.of(spark).metricRegistry().getGauges();
    return Objects.requireNonNull(gauges.get(name), name).getValue();
  }

  @Test
  void refusesARangeThatDoesNotFollowTheLog() throws IOException {
    Landing landing = open();
    assertThatThrownBy(() -> land(landing, new Slice(0, 1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the log ends at offset 0");
    assertThat(table.files().list(table.files().at("events/_staging"))).isEmpty();
  }

  @Test
  void takesOverFromADriverThatIsStillLanding() throws IOException {
    Landing owner = open();
    AtomicBoolean landed = new AtomicBoolean();
    FileSystemHook landsMore =
        (operation, path) -> {
          if (operation.equals("listStatus")
              && path.getName().equals("_commits")
              && !landed.getAndSet(true)) {
            try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
              to.events(0, TS, 5).flush();
            }
            land(owner, new Slice(0, 0, 5));
          }
        };
    Configuration shared = spark.hadoopConfiguration();
    Configuration before = new Configuration(shared);
    Map<String, String> hooked = FileSystemHook.settings(landsMore);
    hooked.forEach(shared::set);
    try {
      assertThat(open("next", "test").committed()).isEqualTo(Map.of(0, 5L, 1, 0L));
    } finally {
      hooked.keySet().forEach(shared::unset); // Removes a default too.
      before.forEach(entry -> shared.set(entry.getKey(), entry.getValue()));
    }
    assertThat(landed).isTrue();
    assertThat(table.visible(0)).isEqualTo(once(5));
  }

  @Test
  void comparesEventsWithTheDriversClockInEveryTask() throws IOException {
    Instant far = Instant.parse("2090-01-01T00:00:00Z");
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      for (int day = -1; day < 3; day++) {
        to.send(0, "{\"ts\":%d}".formatted(far.plus(Duration.ofDays(day)).toEpochMilli()));
      }
      to.flush();
    }
    Landing landing =
        open(
            Map.of("streaming.events-per-task", "1", "event.max-ahead", "1d"),
            Clock.fixed(far, ZoneOffset.UTC));
    land(landing, new Slice(0, 0, 4));
    assertThat(table.rows("events"))
        .extracting(row -> row.getLong("kafka_offset", 0))
        .containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(table.rows("rejects"))
        .singleElement()
        .satisfies(row -> assertThat(row.getLong("kafka_offset", 0)).isEqualTo(3))
        .satisfies(row -> assertThat(row.getString("reason", 0)).isEqualTo("ts-out-of-range"));
  }

  @Test
  void warnsOnceWhenRecordsWereSentAfterTheDriversClock() throws IOException {
    try (TestProducer to = new TestProducer(kafka, dataset + ".events")) {
      to.events(0, TS, 2).flush(); // Sent on 2023-11-14T22:13:20Z.
    }
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Landing.class);
    logger.addAppender(logged);
    try {
      Clock behind = Clock.fixed(Instant.parse("2023-11-14T22:00:00Z"), ZoneOffset.UTC);
      Landing landing = open(Map.of(), behind);
      land(landing, new Slice(0, 0, 1));
      land(landing, new Slice(0, 1, 2));
    } finally {
      logger.detachAppender(logged);
    }
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getFormattedMessage())
                    .contains("2023-11-14T22:00:00Z", "2023-11-14T22:13:20Z", "13m 20s"));
  }

  /** Opens the table for {@code application} while {@code holder} runs. */
  private Landing open(String application, String holder) throws IOException {
    Settings settings = TestSettings.of(kafka, hdfs, dataset, Map.of());
    Driver driver = new Driver(application, 1, "code", holder::equals, Clock.systemUTC());
    Feed feed = Feed.of(settings);
    return Landing.open(spark, settings, feed, driver, holder, topics);
  }

  private Landing open() throws IOException {
    return open(Map.of());
  }

  private Landing open(Map<String, String> more) throws IOException {
    return open(more, Clock.systemUTC());
  }

  private Landing open(Map<String, String> more, Clock clock) throws IOException {
    Settings settings = TestSettings.of(kafka, hdfs, dataset, more);
    Driver driver = new Driver("test", 1, "code", app -> false, clock);
    Feed feed = Feed.of(settings);
    return Landing.open(Objects.requireNonNull(spark), settings, feed, driver, null, topics);
  }

  private static Manifest land(Landing landing, Slice... slices) throws IOException {
    return landing.land(List.of(slices));
  }

  private static List<Range> counts(Manifest manifest) {
    return manifest.ranges().stream()
        .map(
            r ->
                new Range(r.partition(), r.from(), r.until(), r.landed(), r.rejected(), r.absent()))
        .toList();
  }
}
