package sparkify.model;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.TablePaths;
import sparkify.lake.snapshot.Snapshot;
import sparkify.lake.yarn.YarnApplications;
import sparkify.model.frame.ChurnFrame;
import sparkify.model.frame.FeatureCatalogue;
import sparkify.model.learn.Trainer;
import sparkify.model.learn.TrainingRequest;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelRegistry;
import sparkify.model.score.Scoring;

/** Trains on a snapshot of the lake, and scores a day of it. */
final class ChurnJob {
  private static final String RECENCY = "recency_days";

  private final SparkSession spark;
  private final Settings settings;

  ChurnJob(SparkSession spark, Settings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * Does what is asked, in one Spark application.
   *
   * @param asOf the day to score; nothing is the last complete one
   * @param top how many users to tell of
   */
  void run(boolean train, boolean score, Optional<LocalDate> asOf, int top) throws IOException {
    try (YarnApplications yarn = new YarnApplications(hadoop())) {
      LakeFileSystem lake = LakeFileSystem.open(settings.dataset().lake(), hadoop());
      Driver driver = driver(yarn);
      ReportFile file = new ReportFile(lake, driver.application());
      Steps steps = new Steps(file);
      steps.begin("Reading the lake");
      Snapshot snapshot = snapshot(lake);
      ChurnFrame frame = ChurnFrame.of(spark, snapshot, settings.model());
      StringBuilder report = new StringBuilder();
      if (train) {
        steps.begin(
            "Training at " + frame.cutoffs().train() + ", testing at " + frame.cutoffs().test());
        report.append(train(frame, snapshot, lake, driver)).append(System.lineSeparator());
      }
      if (score) {
        LocalDate day = asOf.orElse(frame.cutoffs().lastCompleteDay());
        steps.begin("Scoring as of " + day);
        report.append(new Scoring(lake, driver).run(frame, snapshot.seq(), day, top));
      }
      file.writeText(report.toString());
    }
  }

  /** Leaves {@code text} for the command that waits. */
  void report(String text) throws IOException {
    LakeFileSystem lake = LakeFileSystem.open(settings.dataset().lake(), hadoop());
    new ReportFile(lake, spark.sparkContext().applicationId()).writeText(text);
  }

  private String train(ChurnFrame frame, Snapshot snapshot, LakeFileSystem lake, Driver driver)
      throws IOException {
    List<ModelCard.Feature> features =
        FeatureCatalogue.features().stream()
            .map(f -> new ModelCard.Feature(f.name(), f.meaning()))
            .toList();
    TrainingRequest request =
        new TrainingRequest(snapshot.seq(), settings.model(), features, RECENCY, driver);
    return new Trainer(ModelRegistry.open(lake)).train(request, frame.examples()).text();
  }

  private Snapshot snapshot(LakeFileSystem lake) throws IOException {
    Feed feed = Feed.events(settings.dataset(), settings.event());
    return Snapshot.newest(new CommitLog(new TablePaths(lake, feed.table())));
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  private Driver driver(YarnApplications yarn) throws IOException {
    scala.Option<String> attempt = spark.sparkContext().applicationAttemptId();
    return new Driver(
        spark.sparkContext().applicationId(),
        attempt.isDefined() ? Integer.parseInt(attempt.get()) : 1,
        CodeVersion.current(),
        yarn::isRunning,
        Clock.systemUTC());
  }
}
