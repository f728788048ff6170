package sparkify.model;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.feed.JsonRowParser;
import sparkify.common.feed.Schema;
import sparkify.lake.Feed;
import sparkify.lake.LineLanding;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;
import sparkify.lake.report.ReportFile;
import sparkify.model.learn.QuickTrainer;
import sparkify.model.registry.ModelRegistry;

/** A lake for one test, landed without Kafka, and churn jobs on it with quick settings. */
final class ServiceLake {
  private final EmbeddedHdfs hdfs;
  private final String name;
  private final LakeFileSystem files;

  ServiceLake(EmbeddedHdfs hdfs, String name) {
    this.hdfs = hdfs;
    this.name = name;
    this.files = hdfs.lake("/lakes/" + name);
  }

  LakeFileSystem files() {
    return files;
  }

  ModelRegistry models() {
    return ModelRegistry.open(files);
  }

  TablePaths paths() {
    return new TablePaths(files, "events");
  }

  /** Lands events, each a JSON object, in one commit. */
  Manifest land(List<String> events) throws IOException {
    return land(events, feed().schema());
  }

  /** Lands events like an older version that only knew these columns. */
  Manifest land(List<String> events, Schema schema) throws IOException {
    return landing(schema).land(events);
  }

  /** Opens the table like a stream that has nothing to land yet. */
  CommitSession open() throws IOException {
    return landing(feed().schema()).open();
  }

  private LineLanding landing(Schema schema) {
    Feed feed = new Feed("events", "topic", "events", schema, new JsonRowParser(schema));
    return new LineLanding(files, feed, settings(Map.of()).lake().parquet(), a -> false);
  }

  /** Moves the files of a commit back to where they were before it was published. */
  void unpublish(Manifest manifest) throws IOException {
    for (DataFile file : manifest.files()) {
      move(files.at(file.path()), files.at(file.staged()));
    }
  }

  /** Undoes {@link #unpublish}. */
  void publish(Manifest manifest) throws IOException {
    for (DataFile file : manifest.files()) {
      move(files.at(file.staged()), files.at(file.path()));
    }
  }

  /** Moves a file to where commit {@code seq} would keep it for running readers. */
  void replace(Path file, long seq) throws IOException {
    String relative = files.root().toUri().relativize(file.toUri()).getPath();
    move(file, paths().replaced(seq, relative.replaceFirst("^events/_replaced/\\d+/", "")));
  }

  private void move(Path from, Path to) throws IOException {
    files.mkdirs(to.getParent());
    files.rename(from, to);
  }

  /** Why there is nothing for a job to do, if so. */
  Optional<String> nothingToDo(Job job) throws IOException {
    ChurnPlan plan = ChurnPlan.of(settings(job.overrides()), files);
    if (!job.train()) {
      return plan.nothingToScore(job.asOf());
    }
    Optional<String> nothing = plan.nothingToTrain(job.asOf());
    return nothing.isPresent() && job.score() ? plan.nothingToScoreAfterTraining() : nothing;
  }

  /** Runs a job and returns its report. */
  String run(SparkSession spark, Job job) throws IOException {
    files.delete(files.at("_reports")); // In tests, all jobs are of one application.
    new ChurnJob(spark, settings(job.overrides()), application -> false, QuickTrainer::of)
        .run(new ChurnRequest(job.train(), job.score(), job.asOf(), 3));
    return new ReportFile(files, spark.sparkContext().applicationId()).text();
  }

  /** A job's task, and settings that override the quick ones. */
  record Job(
      boolean train, boolean score, @Nullable LocalDate asOf, Map<String, String> overrides) {
    static final Job TRAIN = new Job(true, false, null, Map.of());
    static final Job SCORE = new Job(false, true, null, Map.of());
    static final Job BOTH = new Job(true, true, null, Map.of());

    Job on(String day) {
      return new Job(train, score, LocalDate.parse(day), overrides);
    }

    Job with(String key, String value) {
      return new Job(train, score, asOf, Map.of(key, value));
    }
  }

  /** The table of scores as a plain Spark reader sees it, by rank. */
  Dataset<Row> scores(SparkSession spark) {
    return spark.read().parquet(files.at("scores").toString()).orderBy("as_of", "rank");
  }

  /** The events as a plain Spark reader sees them. */
  Dataset<Row> events(SparkSession spark) {
    return spark.read().parquet(files.at("events").toString());
  }

  /** The names in a folder. */
  List<String> names(String folder) throws IOException {
    return files.list(files.at(folder)).stream()
        .map(FileStatus::getPath)
        .map(Path::getName)
        .toList();
  }

  private Feed feed() {
    Settings settings = settings(Map.of());
    return Feed.of(settings);
  }

  private Settings settings(Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>();
    all.put("dataset", name);
    all.put("lake.base", hdfs.uri() + "/lakes");
    all.put("model.folds", "2");
    all.put("model.resamples", "100");
    all.putAll(overrides);
    return SettingsLoader.load(null, all);
  }
}
