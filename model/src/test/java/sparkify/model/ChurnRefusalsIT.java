package sparkify.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.common.event.Events;
import sparkify.common.feed.Schema;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.model.ServiceLake.Job;
import sparkify.spark.TestSpark;

/**
 * Requests that a churn job cannot fulfil: it fails with one line and writes no model or scores.
 */
@Timeout(180)
class ChurnRefusalsIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private static final List<String> EVENTS = ChurningUsers.events(40);

  private SparkSession spark;
  private ServiceLake lake;

  @BeforeEach
  void createLake(TestInfo test) {
    spark = TestSpark.session(hdfs.configuration());
    lake =
        new ServiceLake(
            hdfs, test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
  }

  @AfterEach
  void nothingButStepsAndReasonIsWritten() throws Exception {
    assertThat(lake.names("_reports"))
        .allMatch(name -> name.endsWith(".steps") || name.endsWith(".too-little-data"));
    assertThat(lake.names("models/churn")).isEmpty();
    assertThat(lake.names("scores")).isEmpty();
  }

  @Test
  void anEmptyLake() {
    requireTooLittle(
        Job.BOTH, "Cannot compute features: the lake has no events; run ./deploy.sh stream first");
  }

  @Test
  void anOpenedLakeWithoutEvents() throws Exception {
    lake.open();
    requireTooLittle(
        Job.BOTH, "Cannot compute features: the lake has no events; run ./deploy.sh stream first");
  }

  @Test
  void aSingleDay() throws Exception {
    lake.land(EVENTS.subList(0, 100));
    requireTooLittle(
        Job.BOTH,
        "Cannot place cutoffs: 2018-10-01 is the only day with events, so no day is known to be"
            + " complete; land more days or set model.cutoffs.last-complete-day");
  }

  @Test
  void aDayThatIsNotCompleteYet() throws Exception {
    lake.land(EVENTS);
    String why =
        "Cannot train as of 2018-12-07: the last complete day is 2018-11-30"
            + " (model.cutoffs.last-complete-day); land more days, or train as of that day or an"
            + " earlier one";
    Job job = Job.TRAIN.on("2018-12-07");
    requireTooLittle(job, why);
    assertThatThrownBy(() -> lake.nothingToDo(job))
        .isInstanceOf(TooLittleData.class)
        .hasMessage(why);
  }

  @Test
  void aDayBeforeTheFirst() throws Exception {
    lake.land(EVENTS);
    requireTooLittle(
        Job.TRAIN.on("2018-09-07"),
        "Cannot place cutoffs: there are no events up to 2018-09-07; the first are of 2018-10-01");
  }

  @Test
  void aHorizonTooLongForATrainCutoff() throws Exception {
    lake.land(EVENTS);
    requireTooLittle(
        Job.TRAIN.with("model.horizon", "45d"),
        "Cannot place cutoffs: data from 2018-10-01 to the end of 2018-11-30 allow 1 of 2"
            + " cutoffs for testing and none for training, with a horizon of 45 days, 10 observed"
            + " days before each cutoff and 7 days between cutoffs; shorten model.horizon, lower"
            + " model.cutoffs.test or land more days");
  }

  @Test
  void tooFewLeaversAfterTheTrainCutoffs() throws Exception {
    lake.land(EVENTS);
    requireTooLittle(
        Job.BOTH,
        "Cannot train a model: only "
            + leavers("2018-10-13", "2018-11-10")
            + " users churn after the train cutoffs [2018-10-13, 2018-10-20, 2018-10-27], at least"
            + " 30 are needed (model.minimum.train-leavers); land more days or lengthen"
            + " model.horizon");
  }

  @Test
  void tooFewLeaversAfterTheTestCutoffs() throws Exception {
    lake.land(EVENTS);
    requireTooLittle(
        Job.BOTH.with("model.minimum.train-leavers", "1"),
        "Cannot test a model: only "
            + leavers("2018-11-10", "2018-12-01")
            + " users churn after the test cutoffs [2018-11-10, 2018-11-17], at least 10 are needed"
            + " (model.minimum.test-leavers); land more days or lengthen model.horizon");
  }

  @Test
  void scoringWithoutAModel() throws Exception {
    lake.land(EVENTS);
    requireTooLittle(
        Job.SCORE,
        "Cannot score 2018-11-30: there is no current model at %s; run ./deploy.sh train"
            .formatted(lake.files().root()));
    assertThatThrownBy(() -> lake.nothingToDo(Job.SCORE)).isInstanceOf(TooLittleData.class);
  }

  @Test
  void aLakeWithoutARequiredColumn() throws Exception {
    Schema older =
        new Schema(
            Events.SCHEMA.columns().stream().filter(c -> !c.name().equals("length")).toList(),
            "ts",
            "userId");
    lake.land(EVENTS, older);
    assertThatThrownBy(() -> lake.run(spark, Job.BOTH))
        .isInstanceOf(OperatorError.class)
        .hasMessage(
            "Cannot compute features: the events have no column length; land them again with this"
                + " version");
  }

  /** The number of users who churn on or after one day and before another. */
  private static long leavers(String from, String until) {
    long first = Instant.parse(from + "T00:00:00Z").toEpochMilli();
    long end = Instant.parse(until + "T00:00:00Z").toEpochMilli();
    return EVENTS.stream()
        .filter(event -> event.contains("Cancellation Confirmation"))
        .mapToLong(event -> Long.parseLong(event.substring(6, 19)))
        .filter(ts -> ts >= first && ts < end)
        .count();
  }

  private void requireTooLittle(Job job, String line) {
    assertThatThrownBy(() -> lake.run(spark, job))
        .isInstanceOf(TooLittleData.class)
        .hasMessage(line);
  }
}
