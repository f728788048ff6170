package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.DataFile;

@Timeout(120)
final class LiveFoldersIT {
  private static final int EVERY = 5;
  private static final String FIRST = "events/date=2018-10-01";
  private static final String SECOND = "events/date=2018-10-02";
  private static final String REJECTS = "rejects/feed=events";

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private String folder = "";
  private TestTable table;

  @BeforeEach
  void newTable(TestInfo test) {
    folder = "/" + test.getTestMethod().orElseThrow().getName();
    table = new TestTable(hdfs.lake(folder), EVERY);
  }

  @Test
  void listsWhatTheWholeTableListsAfterEveryCommit() throws Exception {
    FolderFollower follower = new FolderFollower(table.log());
    assertThat(follower.look().folders()).isEmpty();
    for (int i = 0; i < 4 * EVERY; i++) {
      land(1);
      if (i % 3 == 2) {
        compact(i % 2 == 0 ? FIRST : SECOND);
      }
      if (i % 4 != 0) {
        requireWhole(follower.look());
      }
      requireWhole(table.log().readFolders());
    }
  }

  private void requireWhole(LiveFolders folders) throws IOException {
    LiveTable whole = table.log().readTable();
    assertThat(folders.state().seq()).isEqualTo(whole.state().seq());
    assertThat(folders.folders()).containsExactly(FIRST, SECOND, REJECTS);
    assertThat(paths(folders.files(List.of(SECOND)))).isEqualTo(inFolder(whole.files(), SECOND));
    assertThat(paths(folders.files(List.of(FIRST, SECOND)))).isEqualTo(paths(whole.files()));
    assertThat(paths(folders.files(List.of(REJECTS, "none")))).isEqualTo(paths(whole.rejects()));
  }

  @Test
  void readsOnlyTheListsThatAreAskedFor() throws Exception {
    land(2 * EVERY + 2);
    List<String> opened = new ArrayList<>();
    CommitLog log =
        TestTable.log(
            FileSystemHook.lake(
                hdfs,
                folder,
                (operation, path) -> {
                  if (operation.equals("open") && path.toString().contains("/_files/")) {
                    opened.add(path.getParent().getName());
                  }
                }));
    LiveFolders folders = new FolderFollower(log).look();
    assertThat(opened).isEmpty();
    assertThat(folders.files(List.of(SECOND))).hasSize(2 * EVERY + 2);
    assertThat(folders.files(List.of(SECOND))).hasSize(2 * EVERY + 2);
    assertThat(opened).containsExactly("date=2018-10-02");
  }

  @Test
  void looksAgainWithoutReadingWhatItHasSeen() throws Exception {
    land(2 * EVERY + 2);
    List<String> operations = new ArrayList<>();
    CommitLog log =
        TestTable.log(
            FileSystemHook.lake(
                hdfs, folder, (operation, path) -> operations.add(operation + " " + path)));
    FolderFollower follower = new FolderFollower(log);
    follower.look();
    operations.clear();
    follower.look();
    assertThat(operations).hasSize(2);
    land(1);
    operations.clear();
    long seq = follower.look().state().seq();
    assertThat(seq).isEqualTo(2 * EVERY + 4);
    assertThat(operations)
        .filteredOn(operation -> operation.startsWith("open"))
        .isNotEmpty()
        .allMatch(operation -> operation.endsWith("%020d.json".formatted(seq)));
  }

  @Test
  void readsTheWholeTableInPlaceOfADamagedList() throws Exception {
    land(2 * EVERY);
    compact(FIRST);
    table.files().writeDurably(table.log().paths().fileList(FIRST, 2 * EVERY), new byte[] {'x'});
    table.files().delete(table.log().paths().fileList(REJECTS, 2 * EVERY));
    requireWhole(table.log().readFolders());
  }

  @Test
  void refusesACommitThatReplacesWhatIsNotLive() throws Exception {
    land(2 * EVERY - 1);
    DataFile gone = table.log().readTable().files().iterator().next();
    Manifest again = TestManifests.compact(3 * EVERY + 2, gone, table);
    compact(FIRST);
    land(EVERY);
    table.commitDirectly(again);
    LiveFolders folders = table.log().readFolders();
    assertThat(folders.files(List.of(SECOND))).hasSize(3 * EVERY - 1);
    assertThatThrownBy(() -> folders.files(List.of(FIRST)))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(" replaces " + gone.path() + ", which is not live");
  }

  @Test
  void aTableIsEmptyUntilItsFirstCommit() throws Exception {
    assertThat(table.log().isEmpty()).isTrue();
    land(1);
    assertThat(table.log().isEmpty()).isFalse();
    land(2 * EVERY - 2);
    assertThat(table.log().manifests().after(0)).isEmpty();
    assertThat(table.log().isEmpty()).isFalse();
  }

  private void land(int batches) throws IOException {
    CommitSession session = table.session("A");
    for (int i = 0; i < batches; i++) {
      table.land(session, 4);
    }
  }

  /** Replaces all files of a folder by one. */
  private void compact(String of) throws IOException {
    byte[] merged = "merged".getBytes(StandardCharsets.UTF_8);
    Driver driver = table.driver("compact", 1);
    TableWriter writer =
        new TableWriter(table.log(), new LogSettings(EVERY, Duration.ofDays(7)), driver);
    assertThat(
            writer.compact(
                inFolder(table.log().readTable().files(), of),
                staging -> {
                  table.files().writeDurably(table.at(staging + "/m.parquet"), merged);
                  return List.of(new StagedFile("m.parquet", of, 9, merged.length, 0, 1, null));
                }))
        .isPresent();
  }

  private static List<String> inFolder(Collection<DataFile> files, String folder) {
    return paths(files).stream().filter(path -> path.startsWith(folder + "/")).toList();
  }

  private static List<String> paths(Collection<DataFile> files) {
    return files.stream().map(DataFile::path).toList();
  }
}
