package sparkify.model;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.TablePaths;
import sparkify.lake.report.ReportFile;
import sparkify.lake.report.StepLog;
import sparkify.model.ChurnRequest.OnTooLittleData;
import sparkify.model.frame.ChurnFrame;
import sparkify.model.frame.Cutoffs;
import sparkify.model.frame.FeatureCatalogue;
import sparkify.model.frame.TooLittleData;
import sparkify.model.learn.Trainer;
import sparkify.model.learn.TrainingRequest;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelRegistry;
import sparkify.model.score.Scoring;

/** Trains on a snapshot of the lake, and scores a day of it, in one Spark application. */
final class ChurnJob {
  private static final String RECENCY = "recency_days";

  private final SparkSession spark;
  private final Settings settings;
  private final LakeFileSystem lake;
  private final Driver driver;
  private final ReportFile report;
  private final StepLog steps;

  /**
   * A job on the lake of {@code settings}.
   *
   * @param isRunning whether an application, by id, has not ended
   */
  ChurnJob(SparkSession spark, Settings settings, Predicate<String> isRunning) throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.lake =
        LakeFileSystem.open(settings.dataset().lake(), spark.sparkContext().hadoopConfiguration());
    this.driver = driver(spark, isRunning);
    this.report = new ReportFile(lake, driver.application());
    this.steps = new StepLog(report);
  }

  /**
   * Does what is asked and leaves a report of it.
   *
   * @throws TooLittleData when the lake holds too little, and the request does not say to report it
   */
  void run(ChurnRequest request) throws IOException {
    try {
      report.writeText(String.join(System.lineSeparator(), trainAndScore(request)));
    } catch (TooLittleData e) {
      if (request.onTooLittleData() == OnTooLittleData.FAIL) {
        throw e;
      }
      report.writeText("Skipped: " + e.getMessage());
    }
  }

  private List<String> trainAndScore(ChurnRequest request) throws IOException {
    List<String> done = new ArrayList<>();
    steps.begin("Reading the lake");
    SnapshotReader snapshot = SnapshotReader.newest(spark, events(), settings.model().training());
    Cutoffs cutoffs = snapshot.read(ChurnFrame::cutoffs);
    if (request.train()) {
      done.add(train(snapshot, cutoffs));
    }
    if (request.train() && request.score() && ModelRegistry.open(lake).current().isEmpty()) {
      done.add("Not scored: the new model was not put in use, and there is no other");
    } else if (request.score()) {
      done.add(score(snapshot, cutoffs, request));
    }
    return done;
  }

  private String train(SnapshotReader snapshot, Cutoffs cutoffs) throws IOException {
    steps.begin("Training at " + cutoffs.train() + ", testing at " + cutoffs.test());
    Trainer trainer = new Trainer(ModelRegistry.open(lake));
    TrainingRequest request = trainingRequest(snapshot.seq());
    return snapshot.read(frame -> trainer.train(request, frame.examples())).text();
  }

  private String score(SnapshotReader snapshot, Cutoffs cutoffs, ChurnRequest request)
      throws IOException {
    LocalDate day = request.asOf() == null ? cutoffs.lastCompleteDay() : request.asOf();
    steps.begin("Scoring as of " + day);
    Scoring scoring = new Scoring(lake, driver);
    return snapshot.read(frame -> scoring.run(frame, snapshot.seq(), day, request.top()));
  }

  private TrainingRequest trainingRequest(long snapshot) {
    List<ModelCard.Feature> features =
        FeatureCatalogue.features().stream()
            .map(f -> new ModelCard.Feature(f.name(), f.meaning()))
            .toList();
    return new TrainingRequest(snapshot, settings.model().training(), features, RECENCY, driver);
  }

  private CommitLog events() {
    Feed feed = Feed.events(settings.dataset(), settings.event());
    return new CommitLog(new TablePaths(lake, feed.table()));
  }

  private static Driver driver(SparkSession spark, Predicate<String> isRunning) throws IOException {
    Option<String> attempt = spark.sparkContext().applicationAttemptId();
    return new Driver(
        spark.sparkContext().applicationId(),
        attempt.isDefined() ? Integer.parseInt(attempt.get()) : 1,
        CodeVersion.current(),
        isRunning,
        Clock.systemUTC());
  }
}
