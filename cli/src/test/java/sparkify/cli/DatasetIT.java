package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a wipe deletes and what it does not, by deploy.sh, on real daemons. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@ResourceLock(value = Pipeline.CLUSTER, mode = ResourceAccessMode.READ)
class DatasetIT {
  @RegisterExtension static final Pipeline pipeline = new Pipeline();

  private static final String TWO_FILES = "-Dcompaction.min-files=2";

  @Test
  void aFolderThatIsNoLakeIsNotWiped() throws Exception {
    pipeline.send("user", 10); // A topic does not make /user a lake either.
    FileSystem files = FileSystem.get(pipeline.hdfs());
    Path homes = new Path("/user/somebody");
    files.mkdirs(homes);
    DeployRun refused = pipeline.run("dataset", "wipe", "user", "--yes", "--skip-trash").exits(1);
    assertThat(refused.err())
        .startsWith("Cannot wipe hdfs://")
        .contains("/user: it is not a lake of this project")
        .hasLineCount(1);
    assertThat(files.exists(homes)).isTrue();
    assertThat(pipeline.run("dataset", "list").exits(0).out())
        .containsPattern("(?m)^user +topic +no lake");
  }

  @Test
  void aDatasetThatDoesNotExistIsNamed() throws Exception {
    pipeline.run("dataset", "list").exits(0); // The first command also prints that daemons start.
    DeployRun refused = pipeline.run("dataset", "wipe", "nosuch", "--yes").exits(1);
    assertThat(refused.err())
        .startsWith("Cannot wipe dataset nosuch: there is neither a topic nosuch.events nor a lake")
        .hasLineCount(1);
  }

  @Test
  void aTopicWithoutALakeIsWipedOnlyAfterAnAnswer() throws Exception {
    pipeline.send("unlanded", 10);
    DeployRun unanswered = pipeline.run("dataset", "wipe", "unlanded").exits(1);
    assertThat(unanswered.out()).contains("This deletes the topic unlanded.events (10 records).");
    DeployRun refused = pipeline.run("dataset", "wipe", "unlanded", "--yes").exits(1);
    assertThat(refused.err())
        .startsWith("Cannot wipe dataset unlanded: the topic unlanded.events holds 10 records")
        .contains("run it without --yes")
        .hasLineCount(1);
  }

  @Test
  void aWipedLakeIsPrivateAndInTheTrash() throws Exception {
    pipeline.send("old", 10);
    landTwoFiles("old");
    assertThat(pipeline.run("compact", "--dataset", "old", TWO_FILES).exits(0).out())
        .contains("Compacted 1 date in 1 commit: 2 -> 1 files");
    assertThat(pipeline.run("compact", "--dataset", "old", TWO_FILES).exits(0).out())
        .isEqualToIgnoringNewLines("Nothing to do: no date has enough small files");
    FileSystem files = FileSystem.get(pipeline.hdfs());
    assertPrivate(files, files.getFileStatus(new Path("/old")));
    String out = pipeline.run("dataset", "wipe", "old", "--yes").exits(0).out();
    assertThat(out)
        .contains("the topic old.events (10 records) and the lake hdfs://", "(10 rows, ");
    assertThat(files.exists(new Path("/old"))).isFalse();
    Path trash = new Path(files.getHomeDirectory(), ".Trash/Current/old/events/_commits");
    assertThat(files.exists(trash)).isTrue();
  }

  @Test
  void aDatasetThatAnApplicationWorksOnIsNotWiped() throws Exception {
    String driver = "driver.memory=9g"; // Of 16g: the second one stays in the queue.
    pipeline.send("holder", 10);
    pipeline.send("busy", 10);
    landTwoFiles("busy");
    pipeline.run("stream", "--dataset", "holder", "-Dstreaming." + driver).exits(0);
    String size = "-Dcompaction." + driver;
    pipeline
        .run("compact", "--dataset", "busy", TWO_FILES, size, "-Dyarn.start-timeout=1s")
        .exits(1);
    DeployRun refused = pipeline.run("dataset", "wipe", "busy", "--yes").exits(1);
    assertThat(refused.err()).contains("(sparkify compact busy) has not ended").hasLineCount(1);
    DeployRun landing = pipeline.run("dataset", "wipe", "holder", "--yes").exits(1);
    assertThat(landing.err()).contains("(sparkify land holder) has not ended").hasLineCount(1);
    pipeline.run("stream", "--stop", "--dataset", "holder").exits(0);
  }

  /** Lands a dataset with a file for each of two tasks. */
  private static void landTwoFiles(String dataset) throws Exception {
    pipeline
        .run("stream", "--until-caught-up", "--dataset", dataset, "-Dstreaming.events-per-task=1")
        .exits(0);
  }

  /** Asserts that nobody but its owner and group can do anything with a file or folder. */
  static void assertPrivate(FileSystem files, FileStatus of) throws Exception {
    assertThat(of.getPermission().toString())
        .as("%s", of.getPath())
        .isEqualTo(of.isDirectory() ? "rwxr-x---" : "rw-r-----");
    if (of.isDirectory()) {
      for (FileStatus child : files.listStatus(of.getPath())) {
        assertPrivate(files, child);
      }
    }
  }
}
