package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.streaming.LandedTable.once;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
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
@Timeout(120)
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
    Settings settings = TestSettings.of(kafka, hdfs, "job", Map.of());
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
  void losesNothingWhenTheDiskIsFull() throws Exception {
    kafka.createTopic("full.events", 1);
    Settings settings = TestSettings.of(kafka, hdfs, "full", Map.of());
    DistributedFileSystem files = hdfs.cluster().getFileSystem();
    Path lake = new Path("/full");
    files.mkdirs(lake);
    try (TestProducer to = TestProducer.transactional(kafka, "full.events")) {
      to.begin().events(0, 1_538_352_117_000L, 30).commit();
    }
    long space = files.getDefaultBlockSize(lake) / 2; // A file needs a whole block to begin with.
    files.setQuota(lake, HdfsConstants.QUOTA_DONT_SET, space);
    assertThatThrownBy(() -> land(settings)).hasStackTraceContaining("quota");
    files.setQuota(lake, HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
    land(settings);
    assertThat(LandedTable.of(hdfs, "full").visible(0)).isEqualTo(once(30));
  }

  @Test
  void losesNothingWhenTheDiskFillsUpDuringABatch() throws Exception {
    kafka.createTopic("filled.events", 1);
    Settings settings = TestSettings.of(kafka, hdfs, "filled", Map.of());
    DistributedFileSystem files = hdfs.cluster().getFileSystem();
    Path staging = new Path("/filled/events/_staging");
    try (TestProducer to = TestProducer.transactional(kafka, "filled.events")) {
      to.begin().events(0, 1_538_352_117_000L, 30).commit();
      land(settings);
      to.begin().events(0, 1_538_352_117_000L, 40).commit();
    }
    // Enough for the small files of the log, but not for the second file of a batch.
    files.setQuota(staging, 4, HdfsConstants.QUOTA_DONT_SET);
    assertThatThrownBy(() -> land(settings)).hasStackTraceContaining("quota");
    files.setQuota(staging, HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_DONT_SET);
    land(settings);
    LandedTable table = LandedTable.of(hdfs, "filled");
    assertThat(table.visible(0)).hasSize(70).doesNotContainValue(2);
    table.requireBalance();
  }

  @Test
  void reportsAMissingTopicInOneLine() {
    Settings settings = TestSettings.of(kafka, hdfs, "none", Map.of());
    assertThatThrownBy(() -> land(settings))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("none.events")
        .message()
        .hasLineCount(1);
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
        "spark.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "10");
  }
}
