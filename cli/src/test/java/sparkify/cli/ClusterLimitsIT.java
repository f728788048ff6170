package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What deploy.sh says when the cluster accepts no writes, or has no memory left. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterLimitsIT {
  @RegisterExtension static final Pipeline pipeline = new Pipeline();

  @Test
  @ResourceLock(Pipeline.CLUSTER)
  void saysThatHdfsIsInSafeMode() throws Exception {
    pipeline.send("safe", 10);
    try (DistributedFileSystem hdfs =
        (DistributedFileSystem) FileSystem.newInstance(pipeline.hdfs())) {
      hdfs.setSafeMode(HdfsConstants.SafeModeAction.SAFEMODE_ENTER);
      try {
        DeployRun run = pipeline.run("stream", "--dataset", "safe").exits(1);
        assertThat(run.err()).contains("safe mode").hasLineCount(1);
      } finally {
        hdfs.setSafeMode(HdfsConstants.SafeModeAction.SAFEMODE_LEAVE);
      }
    }
  }

  @Test
  @ResourceLock(value = Pipeline.CLUSTER, mode = ResourceAccessMode.READ)
  void saysWhatItWaitsForWhenYarnHasNoMemory() throws Exception {
    String driver = "-Dstreaming.driver.memory=9g"; // Of 16g, some of which other tests use.
    pipeline.send("big", 10);
    pipeline.send("second", 10);
    pipeline.run("stream", "--dataset", "big", driver).exits(0);
    DeployRun run =
        pipeline.run("stream", "--dataset", "second", driver, "-Dyarn.start-timeout=3s").exits(1);
    assertThat(run.err()).contains("yarn.start-timeout").contains("MiB free").hasLineCount(1);
    pipeline.run("stream", "--stop", "--dataset", "second").exits(0);
    pipeline.run("stream", "--stop", "--dataset", "big").exits(0);
  }
}
