package sparkify.model;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.TablePaths;
import sparkify.model.frame.ChurnFrame;
import sparkify.model.frame.Cutoffs;
import sparkify.model.frame.FeatureCatalogue;
import sparkify.model.learn.Trainer;
import sparkify.model.learn.TrainingReport;
import sparkify.model.learn.TrainingRequest;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelRegistry;
import sparkify.model.score.Scoring;

/** Trains on a snapshot of the lake, and scores a day of it. */
final class ChurnJob {
  private static final String RECENCY = "recency_days";

  private final SparkSession spark;
  private final Settings settings;
  private final Predicate<String> isRunning;

  /**
   * A job on the lake of {@code settings}.
   *
   * @param isRunning whether an application, by id, has not ended
   */
  ChurnJob(SparkSession spark, Settings settings, Predicate<String> isRunning) {
    this.spark = spark;
    this.settings = settings;
    this.isRunning = isRunning;
  }

  /**
   * Does what is asked, in one Spark application.
   *
   * @param asOf the day to score; nothing is the last complete one
   * @param top how many users to tell of
   */
  void run(boolean train, boolean score, Optional<LocalDate> asOf, int top) throws IOException {
    LakeFileSystem lake = lake();
    Driver driver = driver();
    ReportFile file = new ReportFile(lake, driver.application());
    Steps steps = new Steps(file);
    steps.begin("Reading the lake");
    SnapshotReader snapshot = SnapshotReader.newest(spark, events(lake), settings.model());
    Cutoffs cutoffs = snapshot.read(ChurnFrame::cutoffs);
    StringBuilder report = new StringBuilder();
    if (train) {
      steps.begin("Training at " + cutoffs.train() + ", testing at " + cutoffs.test());
      Trainer trainer = new Trainer(ModelRegistry.open(lake));
      TrainingRequest request = request(snapshot.seq(), driver);
      TrainingReport trained = snapshot.read(f -> trainer.train(request, f.examples()));
      report.append(trained.text()).append(System.lineSeparator());
    }
    if (train && score && ModelRegistry.open(lake).current().isEmpty()) {
      report.append("Not scored: the new model was not put in use, and there is no other");
    } else if (score) {
      LocalDate day = asOf.orElse(cutoffs.lastCompleteDay());
      steps.begin("Scoring as of " + day);
      Scoring scoring = new Scoring(lake, driver);
      String scored = snapshot.read(f -> scoring.run(f, snapshot.seq(), day, top));
      report.append(scored);
    }
    file.writeText(report.toString());
  }

  /** Leaves {@code text} for the command that waits. */
  void report(String text) throws IOException {
    new ReportFile(lake(), spark.sparkContext().applicationId()).writeText(text);
  }

  private TrainingRequest request(long snapshot, Driver driver) {
    List<ModelCard.Feature> features =
        FeatureCatalogue.features().stream()
            .map(f -> new ModelCard.Feature(f.name(), f.meaning()))
            .toList();
    return new TrainingRequest(snapshot, settings.model(), features, RECENCY, driver);
  }

  private LakeFileSystem lake() throws IOException {
    return LakeFileSystem.open(
        settings.dataset().lake(), spark.sparkContext().hadoopConfiguration());
  }

  private CommitLog events(LakeFileSystem lake) {
    Feed feed = Feed.events(settings.dataset(), settings.event());
    return new CommitLog(new TablePaths(lake, feed.table()));
  }

  private Driver driver() throws IOException {
    scala.Option<String> attempt = spark.sparkContext().applicationAttemptId();
    return new Driver(
        spark.sparkContext().applicationId(),
        attempt.isDefined() ? Integer.parseInt(attempt.get()) : 1,
        CodeVersion.current(),
        isRunning,
        Clock.systemUTC());
  }
}
