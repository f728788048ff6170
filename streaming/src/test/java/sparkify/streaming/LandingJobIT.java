package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.streaming.LandedTable.once;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.lake.fs.EmbeddedHdfs;

/** The whole program, with Spark in this JVM instead of on YARN. */
@Timeout(300)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LandingJobIT {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @BeforeEach
  void setSubmissionProperties() {
    properties().forEach(System::setProperty);
  }

  @AfterEach
  void clearSubmissionProperties() {
    properties().keySet().forEach(System::clearProperty);
  }

  @Test
  void landsUntilCaughtUpTwice() throws Exception {
    kafka.createTopic("job.events", 2);
    Settings settings = settings("job");
    try (TestProducer to = TestProducer.transactional(kafka, "job.events")) {
      to.begin().events(0, 1_538_352_117_000L, 30).events(1, 1_538_352_117_000L, 10).commit();
      land(settings);
      to.begin().events(0, 1_538_352_117_000L, 5).abort();
      to.begin().events(1, 1_538_352_117_000L, 10).commit();
      land(settings);
    }
    LandedTable table = LandedTable.of(hdfs, "job");
    assertThat(table.visible(0)).isEqualTo(once(30));
    assertThat(table.visible(1)).hasSize(20).doesNotContainKey(10L);
    assertThat(table.log().committed()).isEqualTo(Map.of(0, 37L, 1, 22L));
  }

  @Test
  void everyFileAndFolderIsForOwnerAndGroupOnly() throws Exception {
    kafka.createTopic("private.events", 1);
    Map<String, String> checkpoints = Map.of("lake.checkpoint-every", "1");
    Settings settings = TestSettings.of(kafka, hdfs, "private", checkpoints);
    try (TestProducer to = TestProducer.transactional(kafka, "private.events")) {
      to.begin().events(0, 1_538_352_117_000L, 30).commit();
      land(settings);
      to.begin().events(0, 1L, 2).commit(); // Too early: rejected.
      land(settings);
    }
    LandedTable table = LandedTable.of(hdfs, "private");
    assertThat(table.rows("rejects")).hasSize(2);
    assertThat(table.files().list(table.files().at("events/_commits/_archive"))).isNotEmpty();
    assertThat(hdfs.permissions("/private")).containsExactly("-rw-r-----", "drwxr-x---");
  }

  @Test
  void waitsForABrokerThatIsAway() throws Exception {
    landsOnceAround("broker", "Kafka at", kafka::stop, kafka::start);
  }

  @Test
  void waitsForANameNodeThatIsAway() throws Exception {
    landsOnceAround(
        "namenode",
        "HDFS at",
        () -> hdfs.cluster().shutdownNameNode(0),
        () -> hdfs.cluster().restartNameNode(0));
  }

  @Test
  void waitsForADataNodeThatIsAway() throws Exception {
    AtomicReference<DataNodeProperties> stopped = new AtomicReference<>();
    landsOnceAround(
        "datanode",
        "HDFS at",
        () -> {
          stopped.set(hdfs.cluster().stopDataNode(0));
          send("datanode.events", 5); // Without a batch it is not missed.
        },
        () -> {
          hdfs.cluster().restartDataNode(stopped.get(), true);
          hdfs.cluster().waitActive();
        });
  }

  /** Lands before and after an outage, in one application that is told to stop in the end. */
  private static void landsOnceAround(String dataset, String service, Act away, Act back)
      throws Exception {
    kafka.createTopic(dataset + ".events", 1);
    LandedTable table = LandedTable.of(hdfs, dataset);
    send(dataset + ".events", 20);
    try (RunningJob job = new RunningJob(settings(dataset), new LandRequest(false, null))) {
      job.await(() -> table.hasLanded(0, 20));
      away.happen();
      job.awaitReport(service);
      back.happen();
      job.awaitReport("Landing goes on");
      send(dataset + ".events", 15);
      long end = kafka.records(dataset + ".events").size();
      job.await(() -> table.hasLanded(0, end));
      table.stopRequest().make();
      job.awaitEnd();
      assertThat(job.reports()).hasSize(2);
      assertThat(job.reports().get(0)).startsWith("Waiting since").contains("is away");
      assertThat(table.visible(0)).isEqualTo(once(end));
      table.requireBalance();
    }
  }

  @Test
  void waitsForRoomOnTheDisk() throws Exception {
    kafka.createTopic("full.events", 1);
    DistributedFileSystem files = hdfs.cluster().getFileSystem();
    Path lake = new Path("/full");
    files.mkdirs(lake);
    send("full.events", 30);
    long space = files.getDefaultBlockSize(lake) / 2; // A file needs a whole block to begin with.
    files.setQuota(lake, HdfsConstants.QUOTA_DONT_SET, space);
    try (RunningJob job = new RunningJob(settings("full"), new LandRequest(true, null))) {
      job.awaitReport("quota");
      files.setQuota(lake, HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
      job.awaitEnd();
    }
    assertThat(LandedTable.of(hdfs, "full").visible(0)).isEqualTo(once(30));
  }

  @Test
  void waitsForRoomForTheFilesOfABatch() throws Exception {
    kafka.createTopic("filled.events", 1);
    DistributedFileSystem files = hdfs.cluster().getFileSystem();
    Path staging = new Path("/filled/events/_staging");
    send("filled.events", 30);
    land(settings("filled"));
    send("filled.events", 40);
    // Enough for the small files of the log, but not for the second file of a batch.
    files.setQuota(staging, 4, HdfsConstants.QUOTA_DONT_SET);
    try (RunningJob job = new RunningJob(settings("filled"), new LandRequest(true, null))) {
      job.awaitReport("quota");
      files.setQuota(staging, HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_DONT_SET);
      job.awaitEnd();
    }
    LandedTable table = LandedTable.of(hdfs, "filled");
    assertThat(table.visible(0)).isEqualTo(once(70));
    table.requireBalance();
  }

  @Test
  void reportsAMissingTopicInOneLine() {
    Settings settings = settings("none");
    assertThatThrownBy(() -> land(settings))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("none.events")
        .message()
        .hasLineCount(1);
  }

  /** Something that happens to a service. */
  private interface Act {
    void happen() throws Exception;
  }

  private static void send(String topic, int count) {
    try (TestProducer to = new TestProducer(kafka, topic)) {
      to.events(0, 1_538_352_117_000L, count).flush();
    }
  }

  private static Settings settings(String dataset) {
    return TestSettings.of(kafka, hdfs, dataset, Map.of("kafka.timeout", "2s"));
  }

  private static void land(Settings settings) throws Exception {
    new LandingJob(settings, new LandRequest(true, null)).run();
  }

  private static Map<String, String> properties() {
    return Map.of(
        "spark.master", "local[2]",
        "spark.app.name", "job",
        "spark.ui.enabled", "false",
        "spark.hadoop.fs.defaultFS", hdfs.uri(),
        "spark.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "10",
        "spark.hadoop.ipc.client.connect.max.retries", "2",
        "spark.hadoop.ipc.client.connect.retry.interval", "100");
  }
}
