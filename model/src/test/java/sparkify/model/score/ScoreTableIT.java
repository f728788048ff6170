package sparkify.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Source;
import sparkify.lake.log.TablePaths;
import sparkify.spark.TestSpark;

@Timeout(120)
class ScoreTableIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private static final Source SOURCE = new Source("events", 7, "s7-00000000");
  private static final LocalDate DAY = LocalDate.parse("2018-11-30");

  private SparkSession spark;
  private LakeFileSystem files;
  private ScoreTable table;

  @BeforeEach
  void openLake(TestInfo test) {
    spark = TestSpark.session(hdfs.configuration());
    files = hdfs.lake("/lakes/" + test.getTestMethod().orElseThrow().getName());
    Driver driver = new Driver("application_1", 1, "test", app -> false, Clock.systemUTC());
    table = new ScoreTable(files, new LogSettings(1_000, Duration.ofDays(7)), driver, 400);
  }

  @Test
  void manyUsersAreCommittedAtOnceInSeveralFiles() throws Exception {
    table.replace(DAY, users(1_000), 1_000, SOURCE);
    LiveTable committed = committed();
    assertThat(committed.state().seq()).isEqualTo(1);
    assertThat(committed.files()).hasSize(3);
    assertThat(committed.rows()).isEqualTo(1_000);
    for (DataFile file : committed.files()) {
      List<Row> rows = spark.read().parquet(files.at(file.path()).toString()).collectAsList();
      assertThat(rows).hasSize((int) file.rows());
      assertThat(rows).extracting(row -> row.<Integer>getAs("rank")).isSorted();
    }
    assertThat(read()).extracting(row -> row.<Integer>getAs("rank")).doesNotHaveDuplicates();
  }

  @Test
  void fewUsersStayInOneFile() throws Exception {
    table.replace(DAY, users(400).repartition(7), 400, SOURCE);
    assertThat(committed().files()).extracting(DataFile::rows).containsExactly(400L);
    assertThat(read()).extracting(row -> row.<Integer>getAs("rank")).isSorted();
  }

  @Test
  void fewerFilesReplaceMore() throws Exception {
    table.replace(DAY, users(1_000), 1_000, SOURCE);
    table.replace(DAY, users(10), 10, SOURCE);
    assertThat(committed().files()).extracting(DataFile::rows).containsExactly(10L);
    assertThat(files.list(files.at("scores/as_of=" + DAY)))
        .extracting(FileStatus::getPath)
        .hasSize(1);
  }

  @Test
  void rowsThatWereLostOnTheWayAreNotCommitted() {
    assertThatThrownBy(() -> table.replace(DAY, users(10), 11, SOURCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected 11 rows, found 10");
  }

  private Dataset<Row> users(int count) {
    return spark
        .range(1, count + 1)
        .selectExpr(
            "cast(id as string) userId",
            "1 / id probability",
            "cast(id as int) rank",
            "1 decile",
            "'s1' model",
            "1L snapshot");
  }

  private List<Row> read() {
    return spark.read().parquet(files.at("scores").toString()).collectAsList();
  }

  private LiveTable committed() throws IOException {
    return new CommitLog(new TablePaths(files, "scores")).readTable();
  }
}
