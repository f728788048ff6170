package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.streaming.LandedTable.once;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import sparkify.common.config.Settings;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.StopForGood;

/** The whole program on a lake behind a mount table. */
@Timeout(120)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class MountedLakeIT {
  private static final String MOUNTS = "spark.hadoop.fs.viewfs.mounttable.lakes.link.";

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
  void landsThroughOneMount() throws Exception {
    kafka.createTopic("whole.events", 1);
    try (TestProducer to = new TestProducer(kafka, "whole.events")) {
      to.events(0, 1_538_352_117_000L, 9).send(0, "no event").flush();
    }
    LakeFileSystem target = hdfs.lake("/whole");
    target.mkdirs(target.root());
    long before = hdfs.syncs();
    land("whole");
    assertThat(LandedTable.of(hdfs, "whole").visible(0)).isEqualTo(once(10));
    assertThat(hdfs.syncs() - before).as("4 files, 2 manifests").isGreaterThanOrEqualTo(6);
  }

  @Test
  void refusesALakeWhoseRejectsAreInAnotherMount() {
    kafka.createTopic("split.events", 1);
    assertThatThrownBy(() -> land("split"))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("viewfs://lakes/split/events/_staging")
        .hasMessageContaining("viewfs://lakes/split/rejects/feed=events")
        .message()
        .hasLineCount(1);
  }

  private static void land(String dataset) throws Exception {
    Settings settings =
        TestSettings.of(kafka, hdfs, dataset, Map.of("lake.base", "viewfs://lakes/"));
    new LandingJob(settings, new LandRequest(true, null)).run();
  }

  private static Map<String, String> properties() {
    return Map.of(
        "spark.master",
        "local[2]",
        "spark.app.name",
        "job",
        "spark.ui.enabled",
        "false",
        "spark.hadoop.fs.defaultFS",
        hdfs.uri(),
        "spark.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms",
        "10",
        MOUNTS + "/whole",
        hdfs.uri() + "/whole",
        MOUNTS + "/split/events",
        hdfs.uri() + "/one/events",
        MOUNTS + "/split/rejects",
        hdfs.uri() + "/two/rejects");
  }
}
