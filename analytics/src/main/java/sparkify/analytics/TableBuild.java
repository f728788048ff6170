package sparkify.analytics;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparkify.analytics.query.TableQuery;
import sparkify.analytics.stale.StaleParts;
import sparkify.analytics.table.Grain;
import sparkify.analytics.table.Table;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TablePaths;
import sparkify.lake.log.TableWriter;
import sparkify.lake.snapshot.Snapshot;
import sparkify.lake.table.ParquetOutput;
import sparkify.lake.table.ParquetOutput.Place;
import sparkify.spark.ShufflePartitions;
import sparkify.spark.SnapshotReader;

/**
 * Builds the stale parts of one table with one query, and commits them together. Every part gets a
 * file, if only an empty one: the files say which parts are built.
 */
final class TableBuild {
  /** Few, because whoever looks for stale tables reads the commits after the checkpoint of each. */
  private static final int CHECKPOINT_EVERY = 20;

  private static final long DAY_MS = 86_400_000;

  private final SparkSession spark;
  private final LakeFileSystem lake;
  private final LogSettings settings;
  private final Driver driver;

  TableBuild(SparkSession spark, LakeFileSystem lake, LogSettings settings, Driver driver) {
    this.spark = spark;
    this.lake = lake;
    this.settings = new LogSettings(CHECKPOINT_EVERY, settings.keepReplaced());
    this.driver = driver;
  }

  /**
   * Builds what is {@code stale}, or finishes what a dead run has committed.
   *
   * @param feed the newest snapshot of the table's feed
   * @return the commit, if there was anything to build
   */
  Optional<Manifest> run(StaleParts stale, Snapshot feed) throws IOException {
    TableWriter writer = new TableWriter(stale.table().commits(lake), settings, driver);
    if (!stale.isStale()) {
      writer.finish();
      return Optional.empty();
    }
    return Optional.of(build(stale, feed, writer));
  }

  private Manifest build(StaleParts stale, Snapshot feed, TableWriter writer) throws IOException {
    Table table = stale.table();
    TableQuery query = TableQuery.in(spark, table);
    ShufflePartitions.set(query.spark(), rows(stale, feed));
    SnapshotReader<Dataset<Row>> reader =
        new SnapshotReader<>(
            query.spark(),
            new CommitLog(new TablePaths(lake, table.sql().feed())),
            feed,
            snapshot -> query.view(snapshot.pathsOf(stale.dates())));
    return writer.replace(
        stale.folders(),
        table.source(feed.seq()),
        staging -> reader.read(view -> write(query.rows(view, stale.parts()), stale, staging)));
  }

  private static long rows(StaleParts stale, Snapshot feed) {
    return stale.dates().stream().mapToLong(d -> feed.rowsPerDay().getOrDefault(d, 0L)).sum();
  }

  private List<StagedFile> write(Dataset<Row> rows, StaleParts stale, String staging)
      throws IOException {
    if (stale.parts().isEmpty()) {
      return List.of();
    }
    Table table = stale.table();
    ParquetOutput out = new ParquetOutput(lake, staging, "out");
    lake.delete(out.path()); // Of an attempt that lost a file of the feed.
    write(rows, table.grain().partColumn(), out.path(), stale.parts().size());
    List<StagedFile> staged = new ArrayList<>(out.staged(folder -> place(table, folder)));
    staged.addAll(empty(rows, stale, staged, staging));
    return staged;
  }

  /** One file per part, with its rows in the order of their columns. */
  private void write(Dataset<Row> rows, String partColumn, Path out, int parts) {
    Column[] order =
        Stream.concat(Stream.of(partColumn), Stream.of(rows.columns()))
            .distinct()
            .map(Column::new)
            .toArray(Column[]::new);
    int tasks = Math.min(parts, spark.sparkContext().defaultParallelism());
    rows.repartition(tasks, col(partColumn))
        .sortWithinPartitions(order)
        .write()
        .partitionBy(partColumn)
        .option("compression", "zstd")
        .parquet(out.toString());
  }

  private static Place place(Table table, String folder) {
    String value = folder.substring(folder.indexOf('=') + 1);
    if (table.grain() == Grain.ALL) {
      return new Place(table.folder() + "/" + folder, 0, 0);
    }
    LocalDate first = LocalDate.parse(value);
    LocalDate after = table.grain().lastDay(first).plusDays(1);
    return new Place(table.folder() + "/" + folder, millis(first), millis(after) - 1);
  }

  private static long millis(LocalDate day) {
    return day.toEpochDay() * DAY_MS;
  }

  /** Files for those parts of which there are no rows. */
  private List<StagedFile> empty(
      Dataset<Row> rows, StaleParts stale, List<StagedFile> staged, String staging)
      throws IOException {
    Table table = stale.table();
    Set<String> written = staged.stream().map(StagedFile::folder).collect(Collectors.toSet());
    List<LocalDate> left =
        stale.parts().stream().filter(part -> !written.contains(table.folder(part))).toList();
    if (left.isEmpty()) {
      return List.of();
    }
    ParquetOutput out = new ParquetOutput(lake, staging, "empty");
    lake.delete(out.path());
    byte[] content = emptyFile(rows, table.grain().partColumn(), out.path());
    for (LocalDate part : left) {
      String folder = table.grain().partColumn() + "=" + table.grain().partValue(part);
      lake.writeDurably(new Path(out.path(), folder + "/part.parquet"), content);
    }
    return out.staged(folder -> place(table, folder));
  }

  private byte[] emptyFile(Dataset<Row> rows, String partColumn, Path folder) throws IOException {
    rows.sparkSession()
        .createDataFrame(List.of(), rows.drop(partColumn).schema())
        .coalesce(1)
        .write()
        .option("compression", "zstd")
        .parquet(folder.toString());
    Path file = lake.visibleFiles(folder).get(0).getPath();
    byte[] content = lake.read(file);
    lake.delete(file);
    return content;
  }
}
