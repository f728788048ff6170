package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.Manifest.DataFile;

@Timeout(120)
class CheckpointIT {
  private static final int EVERY = 5;

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private String folder = "";
  private TestTable table;

  @BeforeEach
  void newTable(TestInfo test) {
    folder = "/" + test.getTestMethod().orElseThrow().getName();
    table = new TestTable(hdfs.lake(folder), EVERY);
  }

  @Test
  void bundlesTheManifestsThatItCovers() throws Exception {
    land(12); // And an opening.
    assertThat(names("events/_commits"))
        .containsExactlyInAnyOrder(
            "_archive", "_checkpoints", "_files", number(11), number(12), number(13));
    assertThat(names("events/_commits/_archive"))
        .containsExactlyInAnyOrder(
            "00000000000000000001-00000000000000000005.jsonl",
            "00000000000000000006-00000000000000000010.jsonl");
    assertThat(names("events/_commits/_checkpoints"))
        .containsExactlyInAnyOrder(number(5), number(10));
    LogState state = table.log().read();
    assertThat(state.seq()).isEqualTo(13);
    assertThat(state.batches()).isEqualTo(12);
    assertThat(state.committed()).isEqualTo(Map.of(0, 24L));
    assertThat(state.files()).isEqualTo(36);
    assertThat(table.visible()).isEqualTo(TestTable.once(24));
    table.requireBalance();
  }

  @Test
  void keepsTheWholeHistory() throws Exception {
    land(12);
    List<Long> seqs = new ArrayList<>();
    table.log().history(manifest -> seqs.add(manifest.seq()));
    assertThat(seqs).hasSize(13).isSorted().startsWith(1L).endsWith(13L);
    List<Long> some = new ArrayList<>();
    table.log().history(List.of(13L, 2L, 9L), manifest -> some.add(manifest.seq()));
    assertThat(some).containsExactly(2L, 9L, 13L);
  }

  @Test
  void readsTheTableAsOfAnyCommit() throws Exception {
    land(12);
    LiveTable whole = table.log().readTable();
    assertThat(whole.files()).hasSize(24);
    assertThat(whole.rejects()).hasSize(12);
    for (int seq = 1; seq <= 13; seq++) {
      LiveTable then = table.log().readTable(seq);
      assertThat(then.files()).as("after commit %d", seq).hasSize(2 * (seq - 1));
      assertThat(then.state().committed()).isEqualTo(Map.of(0, 2L * (seq - 1)));
    }
    assertThat(whole.addedBy(whole.files().iterator().next().path())).isEqualTo(2);
  }

  @Test
  void costsTheSameToOpenAndFollowHoweverLongTheLogIs() throws Exception {
    land(2 * EVERY + 1);
    int open = operations(files -> new CommitLog(new TablePaths(files, "events")).read());
    int look = look();
    land(8 * EVERY); // As many after the newest checkpoint as before.
    assertThat(operations(files -> new CommitLog(new TablePaths(files, "events")).read()))
        .isEqualTo(open);
    assertThat(look()).isEqualTo(look).isLessThanOrEqualTo(2);
  }

  @Test
  void followsALogThatIsArchivedMeanwhile() throws Exception {
    LogFollower follower = new LogFollower(table.log());
    assertThat(follower.look().seq()).isZero();
    for (int batches : List.of(1, 3, 0, 12, 1, 5)) {
      land(batches);
      LogState seen = follower.look();
      LogState whole = table.log().read();
      assertThat(seen.seq()).isEqualTo(whole.seq());
      assertThat(seen.partitions()).isEqualTo(whole.partitions());
      assertThat(seen.files()).isEqualTo(whole.files());
    }
  }

  @Test
  void givesALongLogItsCheckpointsOneByOne() throws Exception {
    TestTable before = new TestTable(hdfs.lake(folder));
    CommitSession old = before.open(before.driver("A", 1));
    for (int i = 0; i < 4 * EVERY; i++) {
      before.land(old, 2);
    }
    List<DataFile> files = List.copyOf(table.log().readTable().files());
    assertThat(names("events/_commits")).hasSize(4 * EVERY + 1);

    CommitSession session = table.open(table.driver("A", 2));
    assertThat(names("events/_commits/_checkpoints")).containsExactly(number(EVERY));
    for (int i = 0; i < 4; i++) {
      table.land(session, 2);
    }
    assertThat(names("events/_commits/_archive")).hasSize(5);
    assertThat(table.log().readTable().files())
        .extracting(DataFile::path)
        .containsAll(files.stream().map(DataFile::path).toList())
        .hasSize(files.size() + 8);
    assertThat(table.visible()).isEqualTo(TestTable.once(8 * EVERY + 8));
    table.requireBalance();
  }

  @Test
  void fencesADriverThatSleptWhileItsNumberWasArchived() throws Exception {
    AtomicBoolean slept = new AtomicBoolean();
    FileSystemHook sleeping =
        (operation, path) -> {
          if (operation.equals("rename")
              && path.getName().equals("manifest-3.json")
              && slept.compareAndSet(false, true)) {
            takeOverAndLand();
          }
        };
    LakeFileSystem through = FileSystemHook.lake(hdfs, folder, sleeping);
    CommitSession older = table.open(through, table.driver("A", 1), null);
    TestTable.land(through, older, 2);
    String staging = older.stage();
    Batch batch = TestTable.write(through, older, staging, 4);
    assertThatThrownBy(() -> older.commit(staging, batch))
        .isInstanceOfSatisfying(
            FencedException.class, e -> assertThat(e.application()).isEqualTo("B"));
    assertThat(slept).isTrue();
    assertThat(names("events/_commits")).as("the void commit").contains(number(3));
    assertThatThrownBy(older::requireHeld).isInstanceOf(FencedException.class);

    assertThat(table.log().read().committed()).isEqualTo(Map.of(0, 22L));
    assertThat(table.visible()).isEqualTo(TestTable.once(22));
    table.requireBalance();
    table.end("B");
    land(EVERY);
    assertThat(names("events/_commits")).doesNotContain(number(3));
    assertThat(table.visible()).isEqualTo(TestTable.once(22 + 2 * EVERY));
  }

  private void takeOverAndLand() {
    try {
      CommitSession newer = table.open(table.files(), table.driver("B", 1), "A");
      for (int i = 0; i < 2 * EVERY; i++) {
        table.land(newer, 2);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void fencesAnIdleDriverWhoseSuccessorHasArchivedItsOpening() throws Exception {
    CommitSession older = table.open(table.driver("A", 1));
    older.requireHeld();
    takeOverAndLand();
    assertThat(names("events/_commits")).doesNotContain(number(2));
    assertThatThrownBy(older::requireHeld)
        .isInstanceOfSatisfying(
            FencedException.class, e -> assertThat(e.application()).isEqualTo("B"));
  }

  @Test
  void readsPastADamagedOrMissingCheckpoint() throws Exception {
    land(12);
    LogState whole = table.log().read();
    Path newest = table.at("events/_commits/_checkpoints/" + number(10));
    for (byte[] damage : List.of(new byte[0], new byte[] {'{'})) {
      table.files().writeDurably(newest, damage);
      requireSame(table.log().read(), whole);
      assertThat(table.log().readTable().files()).hasSize(24);
    }
    table.files().delete(newest);
    requireSame(table.log().read(), whole);
    table.files().delete(table.at("events/_commits/_checkpoints/" + number(5)));
    requireSame(table.log().read(), whole);
    land(EVERY);
    assertThat(names("events/_commits/_checkpoints")).contains(number(15));
    assertThat(table.visible()).isEqualTo(TestTable.once(24 + 2 * EVERY));
    table.requireBalance();
  }

  @Test
  void rebuildsADamagedListOfFiles() throws Exception {
    land(12);
    Path list = table.at("events/_commits/_files/events/date=2018-10-01/" + number(10));
    table.files().writeDurably(list, new byte[] {'x'});
    assertThat(table.log().readTable().files()).hasSize(24);
    land(EVERY);
    assertThat(table.log().readTable().files()).hasSize(24 + 2 * EVERY);
    assertThat(table.files().exists(table.at(list.getParent() + "/" + number(15)))).isTrue();
  }

  @Test
  void archivesAgainWhatIsDamagedBeforeACheckpointCoversIt() throws Exception {
    land(3);
    Path archive = table.log().paths().archive(1, EVERY);
    table.files().writeDurably(archive, "damaged\n".getBytes(StandardCharsets.UTF_8));
    land(2);
    assertThat(names("events/_commits/_checkpoints")).containsExactly(number(EVERY));
    List<Long> seqs = new ArrayList<>();
    table.log().history(manifest -> seqs.add(manifest.seq()));
    assertThat(seqs).hasSize(6);
  }

  @Test
  void refusesALogThatCannotBeRebuiltAndNamesWhatIsDamaged() throws Exception {
    land(12);
    Path archive = table.log().paths().archive(6, 10);
    table.files().delete(archive);
    assertThat(table.log().read().seq()).as("the checkpoint is enough").isEqualTo(13);
    assertThatThrownBy(() -> table.log().history(manifest -> {}))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("Cannot read commit 6")
        .hasMessageContaining("_archive");
    table
        .files()
        .writeDurably(table.at("events/_commits/_checkpoints/" + number(10)), new byte[] {'x'});
    assertThatThrownBy(() -> table.log().read())
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("Cannot read checkpoint")
        .hasMessageContaining(number(10))
        .hasMessageContaining("cannot be rebuilt")
        .hasMessageContaining("commit 6");
    assertThatThrownBy(() -> table.open(table.driver("A", 9))).isInstanceOf(OperatorError.class);
  }

  @Test
  void namesADamagedLineOfAnArchive() throws Exception {
    land(12);
    Path archive = table.log().paths().archive(1, EVERY);
    String text = new String(table.files().read(archive), StandardCharsets.UTF_8);
    table
        .files()
        .writeDurably(
            archive, text.replace("\"seq\":3", "\"seq\":8").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> table.log().history(manifest -> {}))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("Cannot read commit 3 in archive")
        .hasMessageContaining("checksum");
  }

  @Test
  void deletesWhatIsSupersededOnceItIsOldEnough() throws Exception {
    TestTable eager = new TestTable(hdfs.lake(folder), EVERY, Duration.ofDays(-20_000));
    CommitSession session = eager.open(eager.driver("A", 1));
    for (int i = 0; i < 4 * EVERY; i++) {
      eager.land(session, 2);
    }
    assertThat(names("events/_commits/_checkpoints")).containsExactly(number(20));
    assertThat(names("events/_commits/_files/events/date=2018-10-01")).containsExactly(number(20));
    assertThat(eager.log().readTable().files()).hasSize(8 * EVERY);
    assertThat(eager.log().readTable(7).files()).hasSize(12);
  }

  private void land(int batches) throws IOException {
    CommitSession session = table.session("A");
    for (int i = 0; i < batches; i++) {
      table.land(session, 2);
    }
  }

  private static void requireSame(LogState actual, LogState expected) {
    assertThat(actual.seq()).isEqualTo(expected.seq());
    assertThat(actual.partitions()).isEqualTo(expected.partitions());
    assertThat(actual.files()).isEqualTo(expected.files());
    assertThat(actual.holder()).isEqualTo(expected.holder());
  }

  private interface Action {
    void on(LakeFileSystem files) throws IOException;
  }

  private int operations(Action action) throws IOException {
    AtomicInteger count = new AtomicInteger();
    action.on(FileSystemHook.lake(hdfs, folder, (operation, path) -> count.incrementAndGet()));
    return count.get();
  }

  /** The operations of one look of a follower that has seen everything. */
  private int look() throws IOException {
    AtomicInteger count = new AtomicInteger();
    LakeFileSystem through =
        FileSystemHook.lake(hdfs, folder, (operation, path) -> count.incrementAndGet());
    LogFollower follower = new LogFollower(TestTable.log(through));
    follower.look();
    int first = count.get();
    follower.look();
    return count.get() - first;
  }

  private List<String> names(String in) throws IOException {
    return table.files().names(table.at(in));
  }

  private static String number(long seq) {
    return "%020d.json".formatted(seq);
  }
}
