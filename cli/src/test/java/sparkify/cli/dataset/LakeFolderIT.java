package sparkify.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Trash;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;

@Timeout(120)
class LakeFolderIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events/_commits/00000000000000000001.json",
        "events/_commits/_checkpoints/00000000000000000001.json",
        "events/_staging/.probe-1-application_1_0001/file",
        "events/_staging/00000000000000000001-a/_owner=application_1_0001",
        "scores/_commits/00000000000000000001.json",
        "tables/top_songs_day/_commits/00000000000000000001.json",
        "tables/top_songs_day/_staging/00000000000000000001-a/_owner=application_1_0001",
        "models/churn/_current/00000000000000000001.json",
        "models/churn/_tmp-application_1_0001--a/pipeline",
        "models/churn/2018-a/model.json",
        "_reports/application_1_0001.steps"
      })
  void anythingThatThisProjectWritesFirstMakesALake(String first) throws Exception {
    LakeFileSystem files = hdfs.lake("/signs/" + first.replaceAll("\\W", "-"));
    files.writeDurably(files.at(first), new byte[3]);
    Contents.Lake lake = new LakeFolder(files).lake(List.of()).orElseThrow();
    assertThat(lake.bytes()).isEqualTo(3);
    assertThat(lake.files()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "home, somebody/data.csv",
    "similar, events/date=2018-10-01/part-1.parquet",
    "reports, _reports/summary.txt",
    "models, models/forecast/model.json",
    "ml, models/churn/model.pkl",
    "delta, events/_commits/0.json",
    "staging, events/_staging/part-1.parquet"
  })
  void anotherFolderIsRefused(String name, String file) throws Exception {
    LakeFileSystem files = hdfs.lake("/others/" + name);
    files.touch(files.at(file));
    assertRefused(files, List.of(), "it is not a lake of this project");
  }

  @Test
  void aLakeThatHoldsSomethingElseIsRefusedByName() throws Exception {
    LakeFileSystem files = lake("/shared");
    files.touch(files.at("exports/a.csv"));
    assertRefused(files, List.of(), "exports");
  }

  @Test
  void aModelOfSomebodyElseBesideOursIsRefusedByName() throws Exception {
    LakeFileSystem files = lake("/beside");
    files.touch(files.at("models/churn/2018-a/model.json"));
    files.touch(files.at("models/pricing/model.pkl"));
    assertRefused(files, List.of(), "models/pricing");
  }

  @Test
  void aLakeWithSnapshotsIsRefusedWithTheReason() throws Exception {
    var configuration = hdfs.configuration();
    configuration.setLong("fs.trash.interval", 10);
    lake("/photographed");
    hdfs.cluster().getFileSystem().allowSnapshot(new Path("/photographed"));
    hdfs.cluster().getFileSystem().createSnapshot(new Path("/photographed"));
    LakeFileSystem files = LakeFileSystem.open(hdfs.uri() + "/photographed", configuration);
    LakeFolder folder = new LakeFolder(files);
    for (ThrowingCallable removal :
        List.<ThrowingCallable>of(folder::moveToTrash, folder::delete)) {
      assertThatThrownBy(removal)
          .isInstanceOf(OperatorError.class)
          .hasMessageStartingWith("Cannot wipe " + files.root())
          .hasMessageContaining("snapshot")
          .message()
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/kept", "/kept/events", "/kept/events/deeper/still"})
  void aLakeThatIsOrContainsWhatMustStayIsRefused(String kept) throws Exception {
    LakeFileSystem files = lake("/kept");
    assertRefused(files, List.of(new Path(hdfs.uri() + kept)), kept);
    assertThat(new LakeFolder(files).lake(List.of(new Path(hdfs.uri() + "/keptnot")))).isPresent();
  }

  @Test
  void anEmptyFolderAndNoFolderAreNoLake() throws Exception {
    LakeFileSystem none = hdfs.lake("/none");
    assertThat(new LakeFolder(none).lake(List.of())).isEmpty();
    none.mkdirs(none.root());
    assertThat(new LakeFolder(none).lake(List.of())).isEmpty();
  }

  @Test
  void aLakeInTheTrashCanBeMovedBack() throws Exception {
    var configuration = hdfs.configuration();
    configuration.setLong("fs.trash.interval", 10);
    lake("/trashed");
    LakeFileSystem files = LakeFileSystem.open(hdfs.uri() + "/trashed", configuration);
    LakeFolder folder = new LakeFolder(files);
    assertThat(folder.hasTrash()).isTrue();
    folder.moveToTrash();
    assertThat(files.exists(files.root())).isFalse();
    FileSystem all = files.fileSystem();
    Path current = new Trash(all, configuration).getCurrentTrashDir(files.root());
    assertThat(current.toString()).startsWith(folder.trash().toString());
    assertThat(all.exists(new Path(current + "/trashed/events/_commits"))).isTrue();
  }

  @Test
  void withoutATrashALakeIsDeletedForGood() throws Exception {
    LakeFileSystem files = lake("/gone");
    LakeFolder folder = new LakeFolder(files);
    assertThat(folder.hasTrash()).isFalse();
    folder.delete();
    assertThat(files.exists(files.root())).isFalse();
  }

  private static LakeFileSystem lake(String path) throws Exception {
    LakeFileSystem files = hdfs.lake(path);
    files.writeDurably(files.at("events/_commits/00000000000000000001.json"), new byte[1]);
    return files;
  }

  private static void assertRefused(LakeFileSystem files, List<Path> kept, String why) {
    assertThatThrownBy(() -> new LakeFolder(files).lake(kept))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot wipe " + files.root())
        .hasMessageContaining(why);
  }
}
