package sparkify.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.config.LogSettings;
import sparkify.lake.Feed;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.TablePaths;

@Timeout(120)
class DurableRowsIT {
  private static final Feed FEED = TestRows.feed();

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  /** How often the DataNode had synced when the last manifest was about to be renamed. */
  private long syncsBeforeCommit;

  @Test
  void syncsEveryFileBeforeTheManifestThatNamesIt() throws Exception {
    LakeFileSystem files = FileSystemHook.lake(hdfs, "/synced", watch());
    Landed landed = land(files, Map.of());
    assertThat(landed.manifest.allFiles()).hasSize(4);
    assertThat(landed.syncs).as("4 files and the manifest").isEqualTo(5);
  }

  @Test
  void syncsOnlyTheManifestIfSoConfigured() throws Exception {
    LakeFileSystem files = FileSystemHook.lake(hdfs, "/unsynced", watch());
    Landed landed = land(files, Map.of("sync", "false"));
    assertThat(landed.manifest.allFiles()).hasSize(4);
    assertThat(landed.syncs).as("the manifest").isEqualTo(1);
  }

  @Test
  void syncsThroughAMountTableToo() throws Exception {
    Configuration mounted = hdfs.viewFs("durable-rows", Map.of("/lakes", "/mounted"));
    LakeFileSystem target = hdfs.lake("/mounted");
    target.mkdirs(target.root());
    LakeFileSystem files = LakeFileSystem.open("viewfs://durable-rows/lakes/one", mounted);
    CommitSession session = open(files);
    String staging = session.stage();
    long before = hdfs.syncs();
    Batch batch = write(files, session.staging(staging), Map.of());
    assertThat(hdfs.syncs() - before).isEqualTo(4);
    assertThat(session.commit(staging, batch).allFiles()).hasSize(4);
    assertThat(files.visibleFiles(files.root())).hasSize(4);
  }

  private record Landed(Manifest manifest, long syncs) {}

  private Landed land(LakeFileSystem files, Map<String, String> settings) throws IOException {
    CommitSession session = open(files);
    String staging = session.stage();
    long before = hdfs.syncs();
    Batch batch = write(files, session.staging(staging), settings);
    Manifest manifest = session.commit(staging, batch);
    return new Landed(manifest, syncsBeforeCommit - before);
  }

  private static CommitSession open(LakeFileSystem files) throws IOException {
    Driver driver = new Driver("one", 1, "test", app -> false, Clock.systemUTC());
    Topic topic = new Topic(FEED.topic(), "id", 1);
    return CommitSession.open(
        new CommitLog(new TablePaths(files, FEED.table())),
        new LogSettings(1_000, Duration.ofDays(7)),
        driver,
        null,
        state -> new Opening(topic, Map.of(0, 0L), List.of()));
  }

  /** Writes three rows, each of its own day, and a reject. */
  private static Batch write(LakeFileSystem files, String staging, Map<String, String> settings)
      throws IOException {
    try (StagedFiles staged =
        new StagedFiles(files, FEED, TestRows.settings(settings), staging, "task")) {
      for (int i = 0; i < 3; i++) {
        staged.write(TestRows.row(FEED, i, i));
      }
      staged.reject(TestRows.reject(FEED, 3));
      staged.finish();
      List<Range> ranges = List.of(new Range(0, 0, 4, 3, 1, 0));
      return new Batch(ranges, staged.rows(), staged.rejected());
    }
  }

  private FileSystemHook watch() {
    return (operation, path) -> {
      if (operation.equals("rename") && isManifest(path)) {
        syncsBeforeCommit = hdfs.syncs();
      }
    };
  }

  private static boolean isManifest(Path path) {
    return path.getName().startsWith("manifest-");
  }
}
