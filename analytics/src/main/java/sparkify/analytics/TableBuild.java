package sparkify.analytics;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import sparkify.analytics.query.TableQuery;
import sparkify.analytics.stale.StaleParts;
import sparkify.analytics.table.Table;
import sparkify.common.config.LakeSettings;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TablePaths;
import sparkify.lake.log.TableWriter;
import sparkify.lake.snapshot.Snapshot;
import sparkify.spark.ShufflePartitions;
import sparkify.spark.SnapshotReader;

/**
 * Builds the stale parts of one table with one query, and commits them together. Every part gets a
 * file, if only an empty one: the files say which parts are built.
 */
final class TableBuild {
  /** Few, because whoever looks for stale tables reads the commits after the checkpoint of each. */
  private static final int CHECKPOINT_EVERY = 20;

  private final SparkSession spark;
  private final LakeFileSystem lake;
  private final LakeSettings settings;
  private final LogSettings log;
  private final Driver driver;
  private final Broadcast<SerializableConfiguration> hadoop;

  TableBuild(SparkSession spark, LakeFileSystem lake, LakeSettings settings, Driver driver) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.log = new LogSettings(CHECKPOINT_EVERY, settings.log().keepReplaced());
    this.hadoop =
        new JavaSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(lake.configuration()));
    this.driver = driver;
  }

  /**
   * Builds what is {@code stale}, or finishes what a dead run has committed.
   *
   * @param feed the newest snapshot of the table's feed
   * @param dates to read: those that {@code stale} depends on, or more, if other tables share them
   * @return the commit, if there was anything to build
   */
  Optional<Manifest> run(StaleParts stale, Snapshot feed, NavigableSet<LocalDate> dates)
      throws IOException {
    TableWriter writer = new TableWriter(stale.table().commits(lake), log, driver);
    if (!stale.isStale()) {
      writer.finish();
      return Optional.empty();
    }
    return Optional.of(build(stale, feed, dates, writer));
  }

  private Manifest build(
      StaleParts stale, Snapshot feed, NavigableSet<LocalDate> dates, TableWriter writer)
      throws IOException {
    Table table = stale.table();
    TableQuery query = TableQuery.in(spark, table);
    ShufflePartitions.set(query.spark(), rows(dates, feed));
    SnapshotReader<Dataset<Row>> reader =
        new SnapshotReader<>(
            query.spark(),
            new CommitLog(new TablePaths(lake, table.sql().feed())),
            feed,
            snapshot -> query.source(snapshot.pathsOf(dates), stale.dates()));
    return writer.replace(
        stale.folders(),
        table.source(feed.seq()),
        staging -> reader.read(source -> write(query.rows(source, stale.parts()), stale, staging)));
  }

  private static long rows(Set<LocalDate> dates, Snapshot feed) {
    return dates.stream().mapToLong(d -> feed.rowsPerDay().getOrDefault(d, 0L)).sum();
  }

  /** One file per part, with its rows in the order of their columns. */
  private List<StagedFile> write(Dataset<Row> rows, StaleParts stale, String staging)
      throws IOException {
    if (stale.parts().isEmpty()) {
      return List.of();
    }
    Table table = stale.table();
    PartWriter writer =
        new PartWriter(
            table, rows.schema(), settings.parquet(), lake.root().toString(), staging, hadoop);
    String part = table.grain().partColumn();
    Column[] order =
        Stream.concat(Stream.of(part), Stream.of(rows.columns()))
            .distinct()
            .map(Column::new)
            .toArray(Column[]::new);
    int tasks = Math.min(stale.parts().size(), spark.sparkContext().defaultParallelism());
    List<StagedFile> written =
        new ArrayList<>(
            rows.repartition(tasks, col(part))
                .sortWithinPartitions(order)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(writer)
                .collect());
    Set<String> folders = written.stream().map(StagedFile::folder).collect(Collectors.toSet());
    written.addAll(
        writer.writeEmpty(
            stale.parts().stream().filter(p -> !folders.contains(table.folder(p))).toList()));
    return written;
  }
}
