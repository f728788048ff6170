package sparkify.model.score;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest.Source;
import sparkify.lake.log.TablePaths;
import sparkify.lake.log.TableWriter;
import sparkify.lake.table.ParquetOutput;
import sparkify.lake.table.ParquetOutput.Place;

/**
 * The table {@code scores}: {@code userId}, {@code probability}, {@code rank} (1 is the likeliest
 * to churn), {@code decile} (1 holds the likeliest), {@code model}, {@code snapshot}; partitioned
 * by {@code as_of}. Each file holds a range of ranks, in order.
 */
final class ScoreTable {
  /** About 20 MB: small enough to write and hash in seconds, large enough to read at full speed. */
  static final long ROWS_PER_FILE = 1_000_000;

  private static final String TABLE = "scores";

  private final LakeFileSystem files;
  private final TableWriter writer;
  private final long rowsPerFile;

  /**
   * The scores of the lake in {@code files}.
   *
   * @param rowsPerFile about as many rows go into each file, if there are more than that
   */
  ScoreTable(LakeFileSystem files, LogSettings settings, Driver driver, long rowsPerFile) {
    this.files = files;
    this.writer = new TableWriter(commits(files), settings, driver);
    this.rowsPerFile = rowsPerFile;
  }

  /** The commits of the scores of a lake. */
  static CommitLog commits(LakeFileSystem files) {
    return new CommitLog(new TablePaths(files, TABLE));
  }

  /** The folder of a day's scores, relative to the lake's. */
  static String folder(LocalDate asOf) {
    return TABLE + "/as_of=" + asOf;
  }

  /**
   * Replaces all scores of the day {@code asOf}.
   *
   * @param count the number of {@code rows}
   * @param source what they are computed from
   */
  void replace(LocalDate asOf, Dataset<Row> rows, long count, Source source) throws IOException {
    writer.replace(
        List.of(folder(asOf)),
        source,
        staging -> {
          ParquetOutput out = new ParquetOutput(files, staging, "out");
          write(rows, count, out.path());
          List<StagedFile> staged = out.staged(folder -> place(asOf));
          requireRows(staged, count, out.path());
          return staged;
        });
  }

  private void write(Dataset<Row> rows, long count, Path out) {
    int parts = Math.toIntExact(Math.max(1, (count + rowsPerFile - 1) / rowsPerFile));
    rows.select("userId", "probability", "rank", "decile", "model", "snapshot")
        .repartitionByRange(parts, col("rank"))
        .sortWithinPartitions("rank")
        .write()
        .option("compression", "zstd")
        .parquet(out.toString());
  }

  private static void requireRows(List<StagedFile> staged, long count, Path out)
      throws IOException {
    long written = staged.stream().mapToLong(StagedFile::rows).sum();
    if (written != count) {
      throw new IOException(
          "Cannot commit %s: expected %d rows, found %d".formatted(out, count, written));
    }
  }

  private static Place place(LocalDate asOf) {
    long cutoff = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return new Place(folder(asOf), cutoff, cutoff);
  }
}
