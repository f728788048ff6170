package sparkify.model;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import sparkify.common.TooLittleData;
import sparkify.common.config.Settings;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.TablePaths;
import sparkify.lake.report.ReportFile;
import sparkify.lake.report.StepLog;
import sparkify.lake.snapshot.Snapshot;
import sparkify.model.frame.ChurnFrame;
import sparkify.model.frame.Cutoffs;
import sparkify.model.frame.FeatureCatalogue;
import sparkify.model.learn.Trainer;
import sparkify.model.learn.TrainingRequest;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelRegistry;
import sparkify.model.score.Scoring;
import sparkify.spark.ShufflePartitions;
import sparkify.spark.SnapshotReader;
import sparkify.spark.SparkDriver;

/** One run of the churn application: trains on a snapshot of the lake, scores one day of it. */
final class ChurnJob {
  /** The feature that serves as the second baseline. */
  private static final String RECENCY = "recency_days";

  private final SparkSession spark;
  private final Settings settings;
  private final LakeFileSystem lake;
  private final CommitLog events;
  private final ModelRegistry registry;
  private final Trainer trainer;
  private final Driver driver;
  private final ReportFile report;
  private final StepLog steps;

  /**
   * A job on the lake of {@code settings}.
   *
   * @param isRunning whether the application with this id has not ended yet
   * @param trainer trains into the registry it is given
   */
  ChurnJob(
      SparkSession spark,
      Settings settings,
      Predicate<String> isRunning,
      Function<ModelRegistry, Trainer> trainer)
      throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.lake = LakeFileSystem.open(settings, spark.sparkContext().hadoopConfiguration());
    this.events = new CommitLog(new TablePaths(lake, Feed.events(settings).table()));
    this.registry = ModelRegistry.open(lake);
    this.trainer = trainer.apply(registry);
    this.driver = SparkDriver.of(spark.sparkContext(), CodeVersion.current(), isRunning);
    this.report = new ReportFile(lake, driver.application());
    this.steps = new StepLog(report);
  }

  /**
   * Trains and scores as requested and writes the report, which may say that there is too little
   * data for that.
   */
  void run(ChurnRequest request) throws IOException {
    try {
      report.writeText(String.join(System.lineSeparator(), trainAndScore(request)));
    } catch (TooLittleData e) {
      report.writeTooLittleData(e);
    } finally {
      spark.catalog().clearCache();
    }
  }

  private List<String> trainAndScore(ChurnRequest request) throws IOException {
    steps.begin("Reading the lake");
    Snapshot newest = Snapshot.newest(events);
    TrainingSettings training = training(request, newest);
    SnapshotReader<ChurnFrame> snapshot = reader(request, newest, training);
    Cutoffs cutoffs = snapshot.read(ChurnFrame::cutoffs);
    List<String> reports = new ArrayList<>();
    if (request.train()) {
      reports.add(train(snapshot, cutoffs, training));
    }
    if (request.score()) {
      boolean firstModelFailed = request.train() && registry.current().isEmpty();
      reports.add(firstModelFailed ? ChurnPlan.NOT_SCORED : score(snapshot, cutoffs, request));
    }
    return reports;
  }

  private TrainingSettings training(ChurnRequest request, Snapshot newest) {
    LocalDate asOf = request.train() ? request.asOf() : null;
    return Cutoffs.settingsAsOf(asOf, newest.rowsPerDay(), settings.model().training());
  }

  private String train(
      SnapshotReader<ChurnFrame> snapshot, Cutoffs cutoffs, TrainingSettings training)
      throws IOException {
    steps.begin("Training at " + cutoffs.train() + ", testing at " + cutoffs.test());
    TrainingRequest request =
        new TrainingRequest(snapshot.seq(), training, features(), RECENCY, driver);
    return snapshot.read(frame -> trainer.train(request, frame.examples())).text();
  }

  private String score(SnapshotReader<ChurnFrame> snapshot, Cutoffs cutoffs, ChurnRequest request)
      throws IOException {
    LocalDate day = request.asOf() == null ? cutoffs.lastCompleteDay() : request.asOf();
    steps.begin("Scoring as of " + day);
    Scoring scoring = new Scoring(lake, settings.lake().log(), features(), driver);
    return snapshot.read(frame -> scoring.run(frame, snapshot.seq(), day, request.top()));
  }

  /** The features that are computed today. */
  static List<ModelCard.Feature> features() {
    Map<String, String> digests = FeatureCatalogue.digests();
    return FeatureCatalogue.features().stream()
        .map(
            f ->
                new ModelCard.Feature(f.name(), f.meaning(), requireNonNull(digests.get(f.name()))))
        .toList();
  }

  private SnapshotReader<ChurnFrame> reader(
      ChurnRequest request, Snapshot newest, TrainingSettings training) {
    ShufflePartitions.set(spark, newest.rows());
    return new SnapshotReader<>(
        spark,
        events,
        newest,
        snapshot -> {
          ChurnFrame frame = ChurnFrame.of(spark, snapshot, training);
          return request.train() && request.score() ? frame.inOnePass() : frame;
        });
  }
}
