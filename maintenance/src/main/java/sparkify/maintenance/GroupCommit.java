package sparkify.maintenance;

import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import sparkify.common.OperatorError;
import sparkify.common.ParallelTasks;
import sparkify.common.RootCause;
import sparkify.common.config.ParquetSettings;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TableWriter;
import sparkify.lake.snapshot.FilePlaces;

/** Rewrites the files of a group of dates, several dates at a time, and commits them together. */
final class GroupCommit {
  private final SparkSession spark;
  private final Settings settings;
  private final Feed feed;
  private final CommitLog commits;
  private final TableWriter table;
  private final Broadcast<SerializableConfiguration> hadoop;

  GroupCommit(SparkSession spark, Settings settings, Feed feed, CommitLog commits, Driver driver) {
    this.spark = spark;
    this.settings = settings;
    this.feed = feed;
    this.commits = commits;
    this.table = new TableWriter(commits, driver);
    this.hadoop =
        new JavaSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(commits.paths().files().configuration()));
  }

  /**
   * Rewrites and commits {@code group}.
   *
   * @return the commit, or empty if another compaction has replaced a file of the group
   */
  Optional<Manifest> commit(List<DateFiles> group) throws IOException {
    List<String> old = group.stream().flatMap(date -> date.paths().stream()).toList();
    try {
      return table.compact(old, staging -> rewrite(group, staging, old));
    } catch (Superseded e) {
      return Optional.empty();
    }
  }

  private List<StagedFile> rewrite(List<DateFiles> group, String staging, List<String> old)
      throws IOException {
    try {
      return rewrite(group, staging);
    } catch (IOException | RuntimeException e) {
      spark.sparkContext().cancelJobGroup(staging);
      if (commits.paths().isTable() && !new LiveFiles(commits).include(old)) {
        throw new Superseded(e); // What could not be read has moved away.
      }
      throw e;
    }
  }

  private List<StagedFile> rewrite(List<DateFiles> group, String staging) throws IOException {
    DateRewrite rewrite =
        new DateRewrite(
            spark,
            commits.paths().files(),
            FilePlaces.onDemand(commits.paths()),
            new CompactionPlan(settings.compaction()),
            writer(staging));
    List<Callable<List<StagedFile>>> dates = new ArrayList<>();
    group.forEach(date -> dates.add(() -> rewrite(rewrite, date)));
    List<StagedFile> written = new ArrayList<>();
    int atATime = settings.compaction().application().cores();
    new ParallelTasks("compact " + commits.paths().root(), atATime)
        .run(dates)
        .forEach(written::addAll);
    return written;
  }

  private List<StagedFile> rewrite(DateRewrite rewrite, DateFiles date) throws IOException {
    SparkContext context = spark.sparkContext();
    context.setJobGroup(rewrite.staging(), "Compacting " + date.date(), true);
    try {
      return rewrite.write(date);
    } catch (OperatorError e) {
      throw e;
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      throw new IOException(
          "Cannot compact %s of %s: %s"
              .formatted(date.date(), commits.paths().root(), RootCause.message(e)),
          e);
    }
  }

  private RowWriter writer(String staging) {
    ParquetSettings parquet =
        settings.lake().parquet().withZstdLevel(settings.compaction().zstdLevel());
    String lake = commits.paths().files().root().toString();
    return new RowWriter(feed, parquet, lake, staging, hadoop);
  }

  /** Another compaction has replaced a file while this one was reading it. */
  private static final class Superseded extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Superseded(Exception cause) {
      super("Another compaction was faster", cause);
    }
  }
}
