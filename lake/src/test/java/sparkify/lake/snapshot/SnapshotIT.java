package sparkify.lake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.lake.TestLake;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.log.Manifest;

@Timeout(120)
class SnapshotIT {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private TestLake lake;

  @BeforeEach
  void createDataset(TestInfo test) {
    lake =
        new TestLake(
            kafka, hdfs, test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT), 1);
  }

  @Test
  void isEmptyBeforeTheFirstBatch() throws Exception {
    lake.open();
    assertThat(Snapshot.newest(lake.log()))
        .isEqualTo(new Snapshot(0, 0, List.of(), new TreeMap<>()));
  }

  @Test
  void holdsTheFilesUpToItsCommitAndNoneAfterIt() throws Exception {
    lake.send(0, TestLake.events(5));
    lake.land();
    Snapshot first = Snapshot.newest(lake.log());
    assertThat(first.seq()).isEqualTo(2);
    assertThat(first.rows()).isEqualTo(5);
    assertThat(first.paths()).containsExactlyInAnyOrderElementsOf(lake.visible());
    assertThat(first.rowsPerDay().values().stream().mapToLong(rows -> rows).sum()).isEqualTo(5);
    assertThat(first.rowsPerDay().keySet())
        .allSatisfy(day -> assertThat(first.paths()).anyMatch(f -> f.contains("date=" + day)));
    lake.send(0, TestLake.events(1));
    lake.land();
    assertThat(Snapshot.at(lake.log(), 2)).isEqualTo(first);
    assertThat(Snapshot.at(lake.log(), 3)).isEqualTo(first);
    assertThat(Snapshot.newest(lake.log()).seq()).isEqualTo(4);
    assertThat(Snapshot.newest(lake.log()).rows()).isEqualTo(6);
  }

  @Test
  void findsFilesThatAreStillStaged() throws Exception {
    lake.send(0, TestLake.events(1));
    Manifest landed = lake.land();
    lake.unpublish(landed);
    assertThat(Snapshot.newest(lake.log()).paths())
        .containsExactly(lake.files().at(landed.files().get(0).staged()).toString());
  }

  @Test
  void findsFilesThatALaterCommitReplaced() throws Exception {
    lake.send(0, TestLake.events(1));
    Manifest landed = lake.land();
    String path = landed.files().get(0).path();
    Path replaced = lake.log().paths().replaced(9, path);
    lake.files().mkdirs(replaced.getParent());
    lake.files().rename(lake.files().at(path), replaced);
    assertThat(Snapshot.at(lake.log(), 2).paths()).containsExactly(replaced.toString());
  }

  @Test
  void namesAMissingFile() throws Exception {
    lake.send(0, TestLake.events(1));
    Manifest landed = lake.land();
    String path = landed.files().get(0).path();
    lake.files().delete(lake.files().at(path));
    assertThatThrownBy(() -> Snapshot.newest(lake.log()))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("snapshot 2 of ")
        .hasMessageContaining(path + " is neither in place, nor staged, nor replaced");
  }

  @Test
  void refusesACommitThatDoesNotExist() throws Exception {
    lake.open();
    assertThatThrownBy(() -> Snapshot.at(lake.log(), 7))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("the log ends at 1");
  }
}
