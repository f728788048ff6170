package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.Incident;
import sparkify.common.OperatorError;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Range;

@Timeout(60)
class CommitSessionIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private TestTable table;

  @BeforeEach
  void newTable(TestInfo test) {
    table = new TestTable(hdfs.lake("/" + test.getTestMethod().orElseThrow().getName()));
  }

  @Test
  void landsBatchesOneAfterAnother() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    Manifest first = table.land(session, 6);
    Manifest second = table.land(session, 4);
    assertThat(first.seq()).isEqualTo(2);
    assertThat(second.seq()).isEqualTo(3);
    assertThat(table.visible()).isEqualTo(TestTable.once(10));
    assertThat(table.log().read().committed()).isEqualTo(Map.of(0, 10L));
    assertThat(table.staged()).isEmpty();
    assertThat(second.files().get(0).path())
        .isEqualTo("events/date=2018-10-01/part-00000003-0000.parquet");
  }

  @Test
  void hidesABatchUntilItIsCommitted() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    TestTable.write(table.files(), session, session.stage(), 5);
    assertThat(table.visible()).isEmpty();
    assertThat(table.log().read().committed()).isEqualTo(Map.of(0, 0L));
  }

  @Test
  void landsOffsetsThatHoldNoRecord() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    Range markers = new Range(0, 0, 3, 0, 0, 3);
    session.commit(session.stage(), new Batch(List.of(markers), List.of(), List.of()));
    table.requireBalance();
    assertThat(table.log().read().snapshotSeq()).isZero();
  }

  @Test
  void refusesARangeThatDoesNotFollowTheLog() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    for (Range range : List.of(new Range(0, 1, 2, 1, 0, 0), new Range(1, 0, 1, 1, 0, 0))) {
      Batch batch = new Batch(List.of(range), List.of(), List.of());
      assertThatThrownBy(() -> session.commit(session.stage(), batch))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(table.log().read().seq()).isEqualTo(1);
  }

  @Test
  void refusesAnApplicationWhileAnotherRuns() throws Exception {
    table.open(table.driver("A", 1));
    assertThatThrownBy(() -> table.open(table.driver("B", 1)))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("A is running and holds the table")
        .hasMessageContaining("--take-over A");
    table.end("A");
    table.land(table.open(table.driver("B", 1)), 3);
    assertThat(table.visible()).isEqualTo(TestTable.once(3));
  }

  @Test
  void takesOverOnlyFromTheApplicationThatHoldsTheTable() throws Exception {
    CommitSession first = table.open(table.driver("A", 1));
    LakeFileSystem files = table.files();
    Driver second = table.driver("B", 1);
    assertThatThrownBy(() -> table.open(files, second, "X")).isInstanceOf(StopForGood.class);
    CommitSession taken = table.open(files, second, "A");
    table.land(taken, 3);
    assertThatThrownBy(() -> table.land(first, 3)).isInstanceOf(FencedException.class);
    table.open(files, table.driver("C", 1), "B");
    // The next attempt of B comes with the same arguments as the first.
    Driver again = table.driver("B", 2);
    assertThatThrownBy(() -> table.open(files, again, "A"))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("C is running and holds the table");
  }

  @Test
  void admitsTheNextAttemptButNotAnOlderOne() throws Exception {
    CommitSession first = table.open(table.driver("A", 1));
    table.land(first, 3);
    table.land(table.open(table.driver("A", 2)), 3);
    assertThatThrownBy(() -> table.open(table.driver("A", 1)))
        .isInstanceOfSatisfying(
            FencedException.class, e -> assertThat(e.application()).isEqualTo("A"))
        .hasMessageContaining("attempt 2 holds the table");
    assertThatThrownBy(() -> table.land(first, 3)).isInstanceOf(FencedException.class);
    assertThat(table.visible()).isEqualTo(TestTable.once(6));
  }

  @Test
  void fencesAnOlderDriverAndHidesItsBatch() throws Exception {
    CommitSession older = table.open(table.driver("A", 1));
    String staging = older.stage();
    Batch batch = TestTable.write(table.files(), older, staging, 5);
    CommitSession newer = table.open(table.files(), table.driver("B", 3), "A");
    assertThatThrownBy(() -> older.commit(staging, batch))
        .isInstanceOfSatisfying(
            FencedException.class, e -> assertThat(e.application()).isEqualTo("B"))
        .hasMessageContaining("B (attempt 3)");
    assertThatThrownBy(older::requireHeld).isInstanceOf(FencedException.class);
    assertThat(table.visible()).isEmpty();
    table.land(newer, 2);
    assertThat(table.visible()).isEqualTo(TestTable.once(2));
    newer.requireHeld();
  }

  @Test
  void refusesALogWithAMissingCommit() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    table.land(session, 3);
    table.land(session, 3);
    table.files().delete(table.log().paths().commit(2));
    assertThatThrownBy(() -> table.log().read())
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("commit 2 is missing");
    assertThatThrownBy(() -> table.open(table.driver("A", 2))).isInstanceOf(OperatorError.class);
  }

  @Test
  void refusesADamagedOrMisplacedManifest() throws Exception {
    table.land(table.open(table.driver("A", 1)), 3);
    CommitLog log = table.log();
    byte[] good = table.files().read(log.paths().commit(2));
    table.files().writeDurably(log.paths().commit(3), good);
    assertThatThrownBy(log::read)
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("00003.json")
        .hasMessageContaining("it holds commit 2");
    table.files().delete(log.paths().commit(3));
    table.files().writeDurably(log.paths().commit(2), new byte[0]);
    assertThatThrownBy(log::read).isInstanceOf(OperatorError.class).hasMessageContaining("0 bytes");
  }

  @Test
  void readsTheLogUpToACommit() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    table.land(session, 3);
    table.land(session, 3);
    assertThat(table.log().readTable(2).state().committed()).isEqualTo(Map.of(0, 3L));
    assertThatThrownBy(() -> table.log().readTable(9)).hasMessageContaining("the log ends at 3");
    table.files().touch(table.at("events/_commits/.hidden"));
    table.files().touch(table.at("events/_commits/notes.txt"));
    assertThat(table.log().read().seq()).isEqualTo(3);
  }

  @Test
  void commitsAfterMaintenance() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    Manifest first = table.land(session, 4);
    String staging = session.stage();
    Batch batch = TestTable.write(table.files(), session, staging, 4);
    Manifest compact = TestManifests.compact(3, first.files().get(0), table);
    table.commitDirectly(compact);
    Manifest landed = session.commit(staging, batch);
    assertThat(landed.seq()).isEqualTo(4);
    assertThat(landed.kind()).isEqualTo(Kind.BATCH);
    assertThat(table.visible()).isEqualTo(TestTable.once(8));
    assertThat(table.files().exists(table.log().paths().replaced(3, compact.replaces().get(0))))
        .isTrue();
    assertThat(session.state().files()).isEqualTo(table.log().read().files()).isEqualTo(6);
  }

  @Test
  void noticesMaintenanceBetweenBatches() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    Manifest first = table.land(session, 4);
    table.commitDirectly(TestManifests.compact(3, first.files().get(0), table));
    session.requireHeld();
    assertThat(session.state().seq()).isEqualTo(3);
    assertThat(table.visible()).isEqualTo(TestTable.once(4));
  }

  @Test
  void changesNothingByPublishingTwice() throws Exception {
    Manifest manifest = table.land(table.open(table.driver("A", 1)), 6);
    new Publisher(table.log().paths()).publish(manifest);
    assertThat(table.visible()).isEqualTo(TestTable.once(6));
  }

  @Test
  void stopsWhenACommittedFileIsMissing() throws Exception {
    Manifest manifest = table.land(table.open(table.driver("A", 1)), 6);
    table.files().delete(table.at(manifest.files().get(0).path()));
    assertThatThrownBy(() -> table.open(table.driver("A", 2)))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("neither staged, nor in place, nor replaced")
        .hasMessageContaining(manifest.files().get(0).path());
  }

  @Test
  void stopsWhenAnUnknownFileIsInTheWay() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    table.files().touch(table.at("events/date=2018-10-01/part-00000002-0000.parquet"));
    assertThatThrownBy(() -> table.land(session, 4))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("no commit explains it");
  }

  @Test
  void publishesIntoAFolderThatWasDeleted() throws Exception {
    CommitSession session = table.open(table.driver("A", 1));
    Manifest first = table.land(session, 4);
    for (Manifest.DataFile file : first.files()) {
      table.files().delete(table.at(file.path()).getParent());
    }
    Manifest second = table.land(session, 4);
    assertThat(table.files().exists(table.at(second.files().get(0).path()))).isTrue();
  }

  @Test
  void leavesNothingBehindWhenOpeningIsRefused() throws Exception {
    Driver driver = table.driver("A", 1);
    assertThatThrownBy(
            () ->
                CommitSession.open(
                    table.log(),
                    new LogSettings(1, Duration.ZERO),
                    driver,
                    null,
                    state -> {
                      throw new StopForGood(Incident.TOPIC_REPLACED, "no topic");
                    }))
        .hasMessage("no topic (docs/operations.md, TOPIC_REPLACED)");
    assertThat(table.log().read().seq()).isZero();
    assertThat(table.staged()).isEmpty();
  }

  @Test
  void cannotCommitACleanedUpFolderThatATaskRecreated() throws IOException {
    CommitSession session = table.open(table.driver("A", 1));
    String staging = session.stage();
    Batch batch = TestTable.write(table.files(), session, staging, 4);
    table.files().delete(table.at(session.staging(staging)));
    table.files().touch(table.at(session.staging(staging) + "/date=2018-10-01/late.parquet"));
    assertThatThrownBy(() -> session.commit(staging, batch))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cleaned");
    assertThat(table.log().read().seq()).isEqualTo(1);
    table.land(table.open(table.driver("A", 2)), 4);
    assertThat(table.staged()).isEmpty();
    assertThat(table.visible()).isEqualTo(TestTable.once(4));
  }
}
