package sparkify.maintenance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparkify.common.OperatorError;
import sparkify.common.feed.Schema;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.snapshot.FilePlaces;
import sparkify.lake.table.KnownColumns;
import sparkify.lake.table.TableColumns;
import sparkify.spark.TableRows;

/** Writes the rows of some files of one date again, in order, into files of the target size. */
final class DateRewrite {
  private final SparkSession spark;
  private final LakeFileSystem lake;
  private final FilePlaces places;
  private final CompactionPlan plan;
  private final RowWriter writer;

  DateRewrite(
      SparkSession spark,
      LakeFileSystem lake,
      FilePlaces places,
      CompactionPlan plan,
      RowWriter writer) {
    this.spark = spark;
    this.lake = lake;
    this.places = places;
    this.plan = plan;
    this.writer = writer;
  }

  /**
   * Writes the rows of {@code old}.
   *
   * @return files that, read back, hold the same rows
   * @throws OperatorError when a file is missing, or has a column that would be lost
   */
  List<StagedFile> write(DateFiles old) throws IOException {
    Dataset<Row> rows = read(find(old));
    ContentSum before = ContentSum.of(rows);
    if (before.rows() != old.rows()) {
      throw new IOException(
          "its files hold %s, but the log says %d rows".formatted(before, old.rows()));
    }
    List<StagedFile> written = write(rows, old.bytes());
    ContentSum after = ContentSum.of(read(addresses(written)));
    if (!after.equals(before)) {
      throw new IOException(
          "its files hold %s, but the files written instead hold %s; nothing was committed"
              .formatted(before, after));
    }
    return written;
  }

  /** The staging folder that it writes into. */
  String staging() {
    return writer.staging();
  }

  private List<String> find(DateFiles old) throws IOException {
    List<Path> found = new ArrayList<>();
    for (DataFile file : old.files()) {
      found.add(places.find(file).orElseThrow(() -> missing(file)).getPath());
    }
    new KnownColumns(writer.feed().schema(), lake.configuration()).require(found);
    return found.stream().map(Path::toString).toList();
  }

  private Dataset<Row> read(List<String> paths) {
    return TableRows.read(spark, writer.feed().schema(), paths);
  }

  private List<StagedFile> write(Dataset<Row> rows, long bytes) {
    int files = plan.files(bytes);
    List<StagedFile> written = write(rows, files);
    while (files > 1 && plan.isWorthwhile(written, StagedFile::bytes)) {
      // They are so much smaller than the old ones that the next run would rewrite them.
      files = Math.min(files - 1, plan.files(written.stream().mapToLong(StagedFile::bytes).sum()));
      written = write(rows, files);
    }
    return written;
  }

  private List<StagedFile> write(Dataset<Row> rows, int files) {
    Column[] order = order();
    Dataset<Row> split = files == 1 ? rows.coalesce(1) : rows.repartitionByRange(files, order);
    return split.sortWithinPartitions(order).javaRDD().mapPartitions(writer).collect();
  }

  /**
   * By key, because most columns repeat within what has the same: docs/decisions/0011. The last two
   * columns make the order total, so that the same rows give the same files.
   */
  private Column[] order() {
    Schema schema = writer.feed().schema();
    return Stream.of(schema.key(), schema.time(), TableColumns.PARTITION, TableColumns.OFFSET)
        .filter(Objects::nonNull)
        .map(Column::new)
        .toArray(Column[]::new);
  }

  private List<String> addresses(List<StagedFile> written) {
    return written.stream()
        .map(file -> lake.at(writer.staging() + "/" + file.name()).toString())
        .toList();
  }

  private static OperatorError missing(DataFile file) {
    return new OperatorError(
        "Cannot compact %s: it is neither in place, nor staged, nor replaced; ./deploy.sh audit --deep lists every missing file"
            .formatted(file.path()));
  }
}
