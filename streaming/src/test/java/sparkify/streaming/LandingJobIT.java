package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkify.streaming.LandedTable.once;

import java.util.List;
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
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Launcher;
import sparkify.lake.fs.EmbeddedHdfs;

/** The program as a whole, with Spark in this JVM where YARN would be. */
@Timeout(120)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LandingJobIT {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @BeforeEach
  void setWhatASubmissionSets() {
    properties().forEach(System::setProperty);
  }

  @AfterEach
  void clear() {
    properties().keySet().forEach(System::clearProperty);
  }

  @Test
  void landsUntilCaughtUpAndAgain() throws Exception {
    kafka.createTopic("job.events", 2);
    Settings settings = TestSettings.of(kafka, hdfs, "job", Map.of());
    try (TestProducer to = TestProducer.transactional(kafka, "job.events")) {
      to.begin().events(0, 1_538_352_117_000L, 30).events(1, 1_538_352_117_000L, 10).commit();
      new LandingJob(settings, null, true).run();
      to.begin().events(0, 1_538_352_117_000L, 5).abort();
      to.begin().events(1, 1_538_352_117_000L, 10).commit();
      new LandingJob(settings, null, true).run();
    }
    LandedTable table = LandedTable.of(hdfs, "job");
    assertThat(table.visible(0)).isEqualTo(once(30));
    assertThat(table.visible(1)).hasSize(20).doesNotContainKey(10L);
    assertThat(table.log().committed()).isEqualTo(Map.of(0, 37L, 1, 22L));
  }

  @Test
  void saysInOneLineThatATopicIsMissing() {
    List<String> args =
        List.of(
            "--until-caught-up",
            "--dataset=none",
            "-Dlake.base=" + hdfs.uri(),
            "-Dkafka.bootstrap-servers=" + kafka.bootstrapServers());
    int code = Launcher.run(new LandCommand(), args.toArray(String[]::new));
    assertThat(code).isEqualTo(ExitCode.FAILED);
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
