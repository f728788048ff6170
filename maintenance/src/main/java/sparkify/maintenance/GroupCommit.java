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
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
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
    this.table = new TableWriter(commits, settings.lake().log(), driver);
    this.hadoop =
        new JavaSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(commits.paths().files().configuration()));
  }

  /** Publishes the newest commit, in case its driver died before that. */
  void finishOthers() throws IOException {
    table.finish();
  }

  /**
   * Rewrites and commits {@code group}.
   *
   * @return the commit, or empty if another compaction has replaced a file of the group
   */
  Optional<Manifest> commit(List<DateFiles> group) throws IOException {
    List<String> old = group.stream().flatMap(date -> date.paths().stream()).toList();
    try {
      return table.compact(old, staging -> writeOrClean(group, staging, old));
    } catch (Superseded e) {
      return Optional.empty();
    }
  }

  private List<StagedFile> writeOrClean(List<DateFiles> group, String staging, List<String> old)
      throws IOException {
    try {
      return write(group, staging);
    } catch (IOException | RuntimeException e) {
      spark.sparkContext().cancelJobGroup(staging);
      delete(staging, e);
      if (commits.paths().isTable() && !commits.readTable().areLive(old)) {
        throw new Superseded(e); // What could not be read has moved away.
      }
      throw e;
    }
  }

  /** Frees the space at once, which may be what is missing. */
  private void delete(String staging, Exception failure) {
    LakeFileSystem files = commits.paths().files();
    try {
      files.delete(files.at(staging));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private List<StagedFile> write(List<DateFiles> group, String staging) throws IOException {
    DateRewrite rewrite =
        new DateRewrite(
            spark,
            commits.paths().files(),
            FilePlaces.onDemand(commits.paths()),
            new CompactionPlan(settings.compaction()),
            writer(staging));
    List<Callable<List<StagedFile>>> dates = new ArrayList<>();
    group.forEach(date -> dates.add(() -> write(rewrite, date)));
    List<StagedFile> written = new ArrayList<>();
    int atATime = settings.compaction().application().cores();
    new ParallelTasks("compact " + commits.paths().root(), atATime)
        .run(dates)
        .forEach(written::addAll);
    return written;
  }

  private List<StagedFile> write(DateRewrite rewrite, DateFiles date) throws IOException {
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
    return new RowWriter(withDictionaries(feed), parquet, lake, staging, hadoop);
  }

  /**
   * The feed with Parquet dictionaries for all columns but the time: values that mostly differ
   * within a batch repeat within a large file.
   */
  private static Feed withDictionaries(Feed feed) {
    Schema schema = feed.schema();
    List<Column> columns =
        schema.columns().stream()
            .map(c -> c.required() ? c : Column.of(c.name(), c.type()))
            .toList();
    return new Feed(
        feed.name(),
        feed.topic(),
        feed.table(),
        new Schema(columns, schema.time(), schema.key()),
        feed.parser());
  }

  /** Another compaction has replaced a file while this one was reading it. */
  private static final class Superseded extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Superseded(Exception cause) {
      super("Another compaction was faster", cause);
    }
  }
}
