package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.streaming.LandedTable.once;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.event.Events;
import sparkify.common.feed.RowParser;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.Topics;
import sparkify.lake.Feed;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest.Cut;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.StopForGood;
import sparkify.streaming.LandedTable;
import sparkify.streaming.TestProducer;
import sparkify.streaming.TestSettings;

/** A broker that loses or damages what it had, with a topic whose offsets 0 to 9 have landed. */
@Timeout(180)
class LogCutIT {
  private static final long TS = 1_538_352_117_000L;

  /** What happens at the last record of a batch, while it is read. */
  private static final AtomicInteger UNTIL_INCIDENT = new AtomicInteger(-1);

  private static Runnable incident = () -> {};

  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();
  private static JavaSparkContext spark;

  private String dataset = "";
  private Topics topics;
  private Landing landing;

  @BeforeAll
  static void startSpark() {
    spark = TestSettings.spark(hdfs);
  }

  @AfterAll
  static void stopSpark() {
    spark.close();
  }

  @BeforeEach
  void landTen(TestInfo test) throws IOException {
    dataset = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    UNTIL_INCIDENT.set(-1);
    kafka.createTopic(topic(), 1);
    topics = Topics.connect(settings("stop").kafka());
    produce(5);
    produce(5);
    landing = open("stop");
    landing.land(List.of(new Slice(0, 0, 10)));
  }

  @AfterEach
  void closeTopics() {
    topics.close();
  }

  @Test
  void stopsWhenTheLogWasCutAndGrewAgainMeanwhile() {
    cutAndGrow(5, 10);
    assertThatThrownBy(() -> open("stop"))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining(topic() + " partition 0 at offset 10")
        .hasMessageContaining("offset 5 to 9")
        .hasMessageContaining("offset 9 landed in leader epoch 0")
        .message()
        .hasLineCount(1);
  }

  @Test
  void recordsACutOnceAndResumesAfterWhatLanded() throws IOException {
    cutAndGrow(5, 10);
    Landing resumed = open("record-gap");
    assertThat(resumed.committed()).isEqualTo(Map.of(0, 10L));
    assertThat(resumed.state().cuts()).containsExactly(new Cut(0, 5, 10));
    assertThat(resumed.state().gaps()).isEmpty();
    resumed.land(List.of(new Slice(0, 10, 15)));
    assertThat(open("stop").state().cuts()).containsExactly(new Cut(0, 5, 10));
    LandedTable table = LandedTable.of(hdfs, dataset);
    assertThat(table.visible(0)).isEqualTo(once(15));
    table.requireBalance();
  }

  @Test
  void stopsWhenTheLogHasNotGrownEnough() {
    cutAndGrow(5, 3);
    assertThatThrownBy(() -> open("record-gap"))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("at offset 10")
        .hasMessageContaining("end at 8");
    assertThatThrownBy(() -> landing.isCurrent(topics.describe(topic())))
        .as("while the table is open")
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("end at 8");
  }

  @Test
  void stopsWhenTheLogIsCutBetweenTwoBatches() {
    cutAndGrow(5, 10);
    assertThatThrownBy(() -> landing.land(List.of(new Slice(0, 10, 15))))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("offset 5 to 9");
    assertThat(landing.committed()).isEqualTo(Map.of(0, 10L));
  }

  @Test
  void doesNotCommitABatchThatWasReadWhileTheLogWasCut() {
    produce(5);
    incident = () -> cutAndGrow(5, 12);
    UNTIL_INCIDENT.set(5);
    assertThatThrownBy(() -> landing.land(List.of(new Slice(0, 10, 15))))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("offset 5 to 9");
    assertThat(UNTIL_INCIDENT).as("it happened").hasValue(0);
    assertThat(landing.committed()).isEqualTo(Map.of(0, 10L));
  }

  @Test
  void readsABatchAgainWhoseOwnRecordsWereCut() throws IOException {
    produce(5);
    incident = () -> cutAndGrow(10, 7);
    UNTIL_INCIDENT.set(5);
    assertThatThrownBy(() -> landing.land(List.of(new Slice(0, 10, 15))))
        .isInstanceOf(OperatorError.class)
        .isNotInstanceOf(StopForGood.class)
        .hasMessageContaining("was cut while it was read");
    Landing again = open("stop");
    again.land(List.of(new Slice(0, 10, 17)));
    assertThat(LandedTable.of(hdfs, dataset).visible(0)).isEqualTo(once(17));
  }

  @Test
  void doesNotCommitABatchOfATopicThatIsRecreatedWhileItIsRead() {
    produce(5);
    incident =
        () -> {
          topics.delete(topic());
          topics.ensure(topic(), 1, (short) 1);
          while (topics.find(topic()).isEmpty()) {
            Thread.onSpinWait(); // The broker learns of it after the controller.
          }
        };
    UNTIL_INCIDENT.set(5);
    assertThatThrownBy(() -> landing.land(List.of(new Slice(0, 10, 15))))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("its id is");
    assertThat(landing.committed()).isEqualTo(Map.of(0, 10L));
  }

  @Test
  void doesNotSkipTheFirstRecordsOfAPartitionAddedWhileAway() throws Exception {
    try (Admin admin = kafka.admin()) {
      admin.createPartitions(Map.of(topic(), NewPartitions.increaseTo(2))).all().get();
      try (TestProducer to = new TestProducer(kafka, topic())) {
        to.events(1, TS, 6).flush();
      }
      forgetBefore(admin, 1, 4);
    }
    assertThatThrownBy(() -> open("stop"))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("partition 1 at offset 0")
        .hasMessageContaining("begin at 4");
    Landing resumed = open("record-gap");
    assertThat(resumed.state().gaps()).containsExactly(new Gap(1, 0, 4));
    resumed.land(List.of(new Slice(1, 4, 6)));
    LandedTable table = LandedTable.of(hdfs, dataset);
    assertThat(table.visible(1)).isEqualTo(Map.of(4L, 1, 5L, 1));
    table.requireBalance();
  }

  @Test
  void namesABrokenBatchAndLandsWhatComesBeforeIt() throws Exception {
    produce(5);
    produce(5);
    produce(5);
    kafka.segment(topic(), 0).flipBit(15);
    assertThatThrownBy(() -> landing.land(List.of(new Slice(0, 10, 25))))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining(topic() + " partition 0 at offset 15")
        .hasMessageContaining("kafka-delete-records.sh --bootstrap-server 127.0.0.1:")
        .message()
        .hasLineCount(1);
    assertThat(landing.committed()).isEqualTo(Map.of(0, 15L));
    try (Admin admin = kafka.admin()) {
      forgetBefore(admin, 0, 20);
    }
    Landing resumed = open("record-gap");
    resumed.land(List.of(new Slice(0, 20, 25)));
    LandedTable table = LandedTable.of(hdfs, dataset);
    assertThat(table.visible(0)).hasSize(20).doesNotContainKeys(15L, 19L);
    table.requireBalance();
  }

  private void cutAndGrow(long offset, int count) {
    kafka.stop();
    kafka.segment(topic(), 0).cut(offset);
    kafka.start();
    produce(count);
  }

  private void forgetBefore(Admin admin, int partition, long offset) throws Exception {
    TopicPartition of = new TopicPartition(topic(), partition);
    admin.deleteRecords(Map.of(of, RecordsToDelete.beforeOffset(offset))).all().get();
  }

  private void produce(int count) {
    try (TestProducer to = new TestProducer(kafka, topic())) {
      to.events(0, TS, count).flush();
    }
  }

  private Landing open(String onDataLoss) throws IOException {
    Settings settings = settings(onDataLoss);
    Feed feed =
        new Feed(
            "events",
            topic(),
            "events",
            Events.SCHEMA,
            withIncident(Events.parser(settings.event())));
    Driver driver = new Driver("test", 1, "code", app -> false, Clock.systemUTC());
    return Landing.open(spark, settings, feed, driver, null, topics);
  }

  private static RowParser withIncident(RowParser parser) {
    return (value, now) -> {
      if (UNTIL_INCIDENT.getAndUpdate(left -> left > 0 ? left - 1 : left) == 1) {
        incident.run();
      }
      return parser.parse(value, now);
    };
  }

  private Settings settings(String onDataLoss) {
    return TestSettings.of(kafka, hdfs, dataset, Map.of("streaming.on-data-loss", onDataLoss));
  }

  private String topic() {
    return dataset + ".events";
  }
}
