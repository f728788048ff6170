package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.DataFile;

/** Kills a driver between every two file-system operations of an attempt. */
@Timeout(120)
class CrashIT {
  private static final LogSettings SETTINGS = new LogSettings(2, Duration.ofDays(7));

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @Test
  void landsExactlyOnceWhereverAnAttemptDies() throws Exception {
    int step = 0;
    while (dies("/first-" + step, step)) {
      TestTable table = table("/first-" + step);
      requireRecovery(table, "step " + step);
      step++;
    }
    assertThat(step).as("operations of an attempt").isGreaterThan(60);
  }

  @Test
  void landsExactlyOnceWhereverAnAttemptAndItsSuccessorDie() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 25; i++) {
      String folder = "/second-" + i;
      int first = random.nextInt(70);
      int second = random.nextInt(70);
      dies(folder, first);
      TestTable table = table(folder);
      dies(table, folder, 3, second);
      requireRecovery(table, "steps " + first + " and " + second);
    }
  }

  @Test
  void finishesMaintenanceWhereverItsPublishingDies() throws Exception {
    int step = 0;
    boolean died = true;
    for (; died; step++) {
      String folder = "/compact-" + step;
      TestTable table = table(folder);
      Manifest landed = table.land(table.open(table.driver("A", 1)), 6);
      DataFile old = landed.files().get(0);
      table.commitDirectly(TestManifests.compact(3, old, table));
      died = dies(table, folder, 2, step);
      requireRecovery(table, "step " + step);
      assertThat(table.log().readTable().files())
          .extracting(DataFile::path)
          .doesNotContain(old.path());
    }
    assertThat(step).as("operations of an attempt").isGreaterThan(60);
  }

  /** A table with a checkpoint every other commit: each attempt writes one. */
  private static TestTable table(String folder) {
    return new TestTable(hdfs.lake(folder), 2);
  }

  @Test
  void compactsOnceWhereverACompactionDies() throws Exception {
    int step = 0;
    while (compactionDies("/compaction-" + step, step)) {
      requireCompacted(table("/compaction-" + step), "step " + step);
      step++;
    }
    assertThat(step).as("operations of a compaction").isGreaterThan(25);
  }

  private static boolean compactionDies(String folder, int step) throws IOException {
    TestTable table = table(folder);
    CommitSession landing = table.open(table.driver("A", 1));
    table.land(landing, 4);
    table.land(landing, 4);
    Crash.At crash = new Crash.At(step);
    LakeFileSystem through = FileSystemHook.lake(hdfs, folder, crash);
    try {
      compact(through, table.driver("C", 1), liveOfFirstDay(table));
    } catch (Crash | IOException e) {
      assertThat(crash.hasHappened()).as("%s, not %s", crash, e).isTrue();
    } finally {
      through.fileSystem().close();
    }
    return crash.hasHappened();
  }

  private static void compact(LakeFileSystem through, Driver driver, List<String> old)
      throws IOException {
    var unused =
        new TableWriter(TestTable.log(through), SETTINGS, driver)
            .compact(old, folder -> List.of(merge(through, old, folder)));
  }

  private static StagedFile merge(LakeFileSystem through, List<String> old, String folder)
      throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (String path : old) {
      lines.write(through.read(through.at(path)));
    }
    through.writeDurably(through.at(folder + "/merged"), lines.toByteArray());
    return new StagedFile("merged", "events/date=2018-10-01", 4, lines.size(), 0, 0, null);
  }

  private static List<String> liveOfFirstDay(TestTable table) throws IOException {
    return table.log().readTable().files().stream()
        .map(DataFile::path)
        .filter(path -> path.contains("date=2018-10-01"))
        .toList();
  }

  /** Compacts again if the killed compaction did not, as a program for which it has ended. */
  private static void requireCompacted(TestTable table, String when) throws IOException {
    List<String> live = liveOfFirstDay(table);
    if (live.size() > 1) {
      compact(table.files(), table.driver("D", 1), live);
    }
    CommitSession session = table.open(table.driver("A", 9));
    assertThat(liveOfFirstDay(table)).as(when).hasSize(1);
    assertThat(table.visible()).as(when).isEqualTo(TestTable.once(8));
    assertThat(table.staged()).as(when).isEmpty();
    table.land(session, 2);
    assertThat(table.visible()).as(when).isEqualTo(TestTable.once(10));
    table.requireBalance();
  }

  /**
   * Lands 4 offsets, then has attempt 2 land 6 more, which dies at {@code step} unless it finishes
   * first.
   */
  private static boolean dies(String folder, int step) throws IOException {
    TestTable table = table(folder);
    table.land(table.open(table.driver("A", 1)), 4);
    return dies(table, folder, 2, step);
  }

  private static boolean dies(TestTable table, String folder, int attempt, int step)
      throws IOException {
    Crash.At crash = new Crash.At(step);
    LakeFileSystem through = FileSystemHook.lake(hdfs, folder, crash);
    try {
      CommitSession session = table.open(through, table.driver("A", attempt), null);
      long missing = 10 - session.state().committed().getOrDefault(0, 0L);
      if (missing > 0) {
        TestTable.land(through, session, (int) missing);
      }
    } catch (Crash | IOException e) {
      assertThat(crash.hasHappened()).as("%s, not %s", crash, e).isTrue();
    } finally {
      through.fileSystem().close();
    }
    return crash.hasHappened();
  }

  private static void requireRecovery(TestTable table, String when) throws IOException {
    CommitSession session = table.open(table.driver("A", 9));
    long committed = session.state().committed().getOrDefault(0, 0L);
    assertThat(committed).as(when).isIn(List.of(4L, 6L, 10L));
    assertThat(table.visible()).as(when).isEqualTo(TestTable.once(committed));
    assertThat(table.staged()).as(when).isEmpty();
    if (committed < 10) {
      table.land(session, (int) (10 - committed));
    }
    assertThat(table.visible()).as(when).isEqualTo(TestTable.once(10));
    table.requireBalance();
  }
}
