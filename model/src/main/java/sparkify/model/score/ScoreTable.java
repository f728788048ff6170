package sparkify.model.score;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Driver;
import sparkify.lake.log.TablePaths;
import sparkify.lake.log.TableWriter;

/**
 * The table {@code scores}: {@code userId}, {@code probability}, {@code rank} (1 is the likeliest
 * to churn), {@code decile} (1 holds the likeliest), {@code model}, {@code snapshot}; partitioned
 * by {@code as_of}.
 */
final class ScoreTable {
  private static final String TABLE = "scores";

  private final LakeFileSystem files;
  private final TableWriter writer;

  ScoreTable(LakeFileSystem files, LogSettings settings, Driver driver) {
    this.files = files;
    this.writer = new TableWriter(new CommitLog(new TablePaths(files, TABLE)), settings, driver);
  }

  /** Replaces all scores of the day {@code asOf}. */
  void replace(LocalDate asOf, Dataset<Row> rows, long count) throws IOException {
    String folder = TABLE + "/as_of=" + asOf;
    writer.replace(folder, staging -> List.of(write(asOf, rows, count, folder, staging)));
  }

  private StagedFile write(
      LocalDate asOf, Dataset<Row> rows, long count, String folder, String staging)
      throws IOException {
    Path out = files.at(staging + "/out");
    rows.select("userId", "probability", "rank", "decile", "model", "snapshot")
        .coalesce(1)
        .sortWithinPartitions("rank")
        .write()
        .option("compression", "zstd")
        .parquet(out.toString());
    FileStatus file = only(out);
    Instant cutoff = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return new StagedFile(
        "out/" + file.getPath().getName(),
        folder,
        count,
        file.getLen(),
        cutoff.toEpochMilli(),
        cutoff.toEpochMilli(),
        files.sha256(file.getPath()));
  }

  private FileStatus only(Path out) throws IOException {
    List<FileStatus> written = files.visibleFiles(out);
    if (written.size() != 1) {
      throw new IOException("Cannot commit " + out + ": expected 1 file, found " + written.size());
    }
    return written.get(0);
  }
}
