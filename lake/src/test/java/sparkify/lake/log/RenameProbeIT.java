package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;

@Timeout(120)
class RenameProbeIT {
  private static final List<String> EMPTY =
      List.of("events", "events/_staging", "rejects", "rejects/feed=events");

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @Test
  void leavesOnlyTheFoldersOfTheLake() throws Exception {
    LakeFileSystem files = hdfs.lake("/clean");
    probe(files, "one", 1);
    assertThat(tree(files)).isEqualTo(EMPTY);
  }

  @Test
  void refusesAFolderThatStagedFilesCannotBeRenamedInto() throws Exception {
    Map<String, String> mounts = Map.of("/lake/events", "/e", "/lake/rejects", "/r");
    LakeFileSystem files =
        LakeFileSystem.open("viewfs://two-mounts/lake", hdfs.viewFs("two-mounts", mounts));
    assertThatThrownBy(() -> probe(files, "one", 1))
        .isInstanceOf(StopForGood.class)
        .hasMessage(
            "Cannot publish files: viewfs://two-mounts/lake/events/_staging cannot be renamed into"
                + " viewfs://two-mounts/lake/rejects/feed=events (Renames across Mount points not"
                + " supported); keep them in one mount and one encryption zone"
                + " (docs/operations.md, RENAME_REFUSED)");
    assertThat(tree(hdfs.lake("/e"))).containsExactly("_staging");
    assertThat(tree(hdfs.lake("/r"))).containsExactly("feed=events");
  }

  @Test
  void leavesAFailureAloneThatRetryingMayFix() throws Exception {
    IOException reset = new IOException("connection reset");
    FileSystemHook broken =
        (operation, path) -> {
          if (operation.equals("rename")) {
            throw reset;
          }
        };
    LakeFileSystem through = FileSystemHook.lake(hdfs, "/broken", broken);
    assertThatThrownBy(() -> probe(through, "one", 1)).isSameAs(reset);
    assertThat(tree(hdfs.lake("/broken"))).containsExactly("events", "events/_staging");
  }

  @Test
  void cleansUpAfterOneThatWasKilledAnywhere() throws Exception {
    int step = 0;
    while (dies("/killed-" + step, step)) {
      LakeFileSystem files = hdfs.lake("/killed-" + step);
      probe(files, step % 2 == 0 ? "killed" : "other", 2);
      assertThat(tree(files)).as("step " + step).isEqualTo(EMPTY);
      step++;
    }
    assertThat(step).as("operations of a probe").isGreaterThan(8);
  }

  @Test
  void runsInSeveralDriversAtOnce() throws Exception {
    LakeFileSystem files = hdfs.lake("/several");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String application = "running-" + i;
        all.add(
            () -> {
              probe(files, application, 1);
              return null;
            });
      }
      for (var one : threads.invokeAll(all)) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(tree(files)).isEqualTo(EMPTY);
  }

  private static boolean dies(String folder, int step) throws IOException {
    Crash.At crash = new Crash.At(step);
    try {
      probe(FileSystemHook.lake(hdfs, folder, crash), "killed", 1);
    } catch (Crash e) {
      assertThat(crash.hasHappened()).isTrue();
    }
    return crash.hasHappened();
  }

  /** All applications have ended but those called running. */
  private static void probe(LakeFileSystem files, String application, int attempt)
      throws IOException {
    TablePaths paths = new TablePaths(files, "events");
    Driver driver =
        new Driver(application, attempt, "test", a -> a.startsWith("running"), Clock.systemUTC());
    new RenameProbe(paths, driver, List.of("events", "rejects/feed=events")).run();
  }

  private static List<String> tree(LakeFileSystem files) throws IOException {
    List<String> names = new ArrayList<>();
    add(files, files.root(), "", names);
    return names;
  }

  private static void add(LakeFileSystem files, Path folder, String prefix, List<String> names)
      throws IOException {
    for (FileStatus child : files.list(folder)) {
      String name = prefix + child.getPath().getName();
      names.add(name);
      if (child.isDirectory()) {
        add(files, child.getPath(), name + "/", names);
      }
    }
  }
}
