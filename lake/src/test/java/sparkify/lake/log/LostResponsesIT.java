package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.Batch;

/** How a driver handles calls whose failure does not tell whether they took effect. */
@Timeout(60)
class LostResponsesIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private String folder = "";
  private TestTable table;

  @BeforeEach
  void newTable(TestInfo test) {
    folder = "/" + test.getTestMethod().orElseThrow().getName();
    table = new TestTable(hdfs.lake(folder));
  }

  @Test
  void recognisesItsOwnCommitWhenTheResponseIsLost() throws Exception {
    Failing failing = new Failing(2, false);
    LakeFileSystem through = FileSystemHook.lake(hdfs, folder, failing);
    CommitSession session = table.open(through, table.driver("A", 1), null);
    assertThat(TestTable.land(through, session, 4).seq()).isEqualTo(2);
    assertThat(table.log().read().seq()).isEqualTo(2);
    assertThat(TestTable.land(through, session, 4).seq()).isEqualTo(3);
    assertThat(table.visible()).isEqualTo(TestTable.once(8));
    assertThat(failing.left).hasNegativeValue();
  }

  @Test
  void retriesARenameThatDidNotHappen() throws Exception {
    Failing failing = new Failing(2, true);
    LakeFileSystem through = FileSystemHook.lake(hdfs, folder, failing);
    CommitSession session = table.open(through, table.driver("A", 1), null);
    TestTable.land(through, session, 4);
    assertThat(table.visible()).isEqualTo(TestTable.once(4));
    assertThat(failing.left).hasNegativeValue();
  }

  @Test
  void givesUpWithoutACommitWhenEveryRenameFails() throws Exception {
    CommitSession plain = table.open(table.driver("A", 1));
    table.land(plain, 4);
    LakeFileSystem through = FileSystemHook.lake(hdfs, folder, new Failing(100, true));
    assertThatThrownBy(() -> table.open(through, table.driver("A", 2), null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot commit")
        .hasMessageContaining("no answer");
    assertThat(table.log().read().seq()).isEqualTo(2);
  }

  @Test
  void namesAManifestThatIsGoneOnceListed() throws Exception {
    table.land(table.open(table.driver("A", 1)), 4);
    FileSystemHook gone =
        (operation, path) -> {
          if (operation.equals("open") && path.getName().endsWith("02.json")) {
            throw new FileNotFoundException("gone");
          }
        };
    CommitLog log = TestTable.log(FileSystemHook.lake(hdfs, folder, gone));
    assertThatThrownBy(log::read)
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("/events/_commits/00000000000000000002.json: gone");
  }

  @Test
  void movesBackACommittedFolderThatACleanerSetAside() throws Exception {
    LakeFileSystem dying = FileSystemHook.lake(hdfs, folder, new DyingAfterCommit());
    CommitSession session = table.open(dying, table.driver("A", 1), null);
    String committed = session.stage();
    Batch batch = TestTable.write(table.files(), session, committed, 4);
    assertThatThrownBy(() -> session.commit(committed, batch))
        .isInstanceOf(DyingAfterCommit.End.class);
    assertThat(table.visible()).isEmpty();
    table
        .files()
        .rename(
            table.at("events/_staging/" + committed),
            table.at("events/_staging/.dead-" + committed));
    table.open(table.driver("A", 2));
    assertThat(table.visible()).isEqualTo(TestTable.once(4));
    assertThat(table.staged()).isEmpty();
  }

  @Test
  void keepsACommittedFolderThatAnotherCleanerSetAside() throws Exception {
    LakeFileSystem dying = FileSystemHook.lake(hdfs, folder, new DyingAfterCommit());
    CommitSession session = table.open(dying, table.driver("A", 1), null);
    String committed = session.stage();
    Batch batch = TestTable.write(table.files(), session, committed, 4);
    assertThatThrownBy(() -> session.commit(committed, batch))
        .isInstanceOf(DyingAfterCommit.End.class);
    Path aside = table.at("events/_staging/.dead-" + committed);
    table.files().rename(table.at("events/_staging/" + committed), aside);
    new Staging(table.log().paths()).cleanDead(table.log(), 2, app -> true);
    assertThat(table.staged()).containsExactly(committed);
    table.open(table.driver("A", 2));
    assertThat(table.visible()).isEqualTo(TestTable.once(4));
  }

  @Test
  void finishesMaintenanceWhoseFolderACleanerSetAside() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    Manifest landed = table.land(session, 6);
    Manifest compact = TestManifests.compact(3, landed.files().get(0), table);
    table.commitDirectly(compact);
    Path staged = table.at(compact.files().get(0).staged()).getParent();
    table.files().rename(staged, new Path(staged.getParent(), ".dead-" + staged.getName()));
    session.requireHeld();
    assertThat(table.visible()).isEqualTo(TestTable.once(6));
    table.land(session, 4);
    assertThat(table.visible()).isEqualTo(TestTable.once(10));
  }

  @Test
  void cleansUpOnlyDeadStagingFolders() throws Exception {
    Staging staging = new Staging(table.log().paths());
    table.driver("running", 1);
    staging.create("00000000000000000001-a", "running");
    staging.create("00000000000000000001-b", "ended");
    staging.create("00000000000000000001-c", "A");
    staging.create(".dead-00000000000000000001-d", "ended");
    staging.create("00000000000000000002-e", "A"); // Of an attempt that opened after this one.
    staging.create("unknown", "ended");
    table.files().touch(table.at("events/_staging/00000000000000000001-f/date=x/late.parquet"));
    table.open(table.driver("A", 1));
    assertThat(table.staged())
        .containsExactly("00000000000000000001-a", "00000000000000000002-e", "unknown");
  }

  @Test
  void letsOneOfTwoConcurrentOpeningsSucceed() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    FileSystemHook together =
        (operation, path) -> {
          if (operation.equals("rename") && path.getName().startsWith("manifest-1")) {
            both.countDown();
            await(both);
          }
        };
    List<Future<String>> results = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (String application : List.of("A", "B")) {
        Driver driver = table.driver(application, 1);
        LakeFileSystem through = FileSystemHook.lake(hdfs, folder, together);
        results.add(threads.submit(() -> opened(through, driver)));
      }
      List<String> outcomes = List.of(results.get(0).get(), results.get(1).get());
      assertThat(outcomes).containsExactlyInAnyOrder("opened", "refused");
    } finally {
      threads.shutdownNow();
    }
    assertThat(table.log().read().seq()).isEqualTo(1);
    assertThat(table.staged()).isEmpty();
  }

  private String opened(LakeFileSystem through, Driver driver) throws IOException {
    try {
      table.open(through, driver, null);
      return "opened";
    } catch (StopForGood e) {
      return "refused";
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("the other driver did not get here");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Fails the first renames of manifests, before or after they happen. */
  private static final class Failing implements FileSystemHook {
    private final AtomicInteger left;
    private final boolean before;

    Failing(int times, boolean before) {
      this.left = new AtomicInteger(times);
      this.before = before;
    }

    @Override
    public void before(String operation, Path path) throws IOException {
      failIf(before, operation, path);
    }

    @Override
    public void after(String operation, Path path) throws IOException {
      failIf(!before, operation, path);
    }

    private void failIf(boolean here, String operation, Path path) throws IOException {
      boolean commits = operation.equals("rename") && path.getName().startsWith("manifest-");
      if (here && commits && left.getAndDecrement() > 0) {
        throw new SocketTimeoutException("no answer");
      }
    }
  }

  /** Ends the process when its second manifest, the first batch, is committed. */
  private static final class DyingAfterCommit implements FileSystemHook {
    static final class End extends Error {
      private static final long serialVersionUID = 1L;
    }

    @Override
    public void before(String operation, Path path) {}

    @Override
    public void after(String operation, Path path) {
      if (operation.equals("rename") && path.getName().startsWith("manifest-2")) {
        throw new End();
      }
    }
  }
}
