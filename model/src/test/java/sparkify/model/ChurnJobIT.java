package sparkify.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;
import sparkify.model.ServiceLake.Job;
import sparkify.model.registry.ModelCard;
import sparkify.spark.TestSpark;

/** A lake on which a job has trained and scored, and further jobs on it. */
@Timeout(300)
class ChurnJobIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private static final long END_OF_23_NOVEMBER =
      Instant.parse("2018-11-24T00:00:00Z").toEpochMilli();

  private static SparkSession spark;
  private static ServiceLake lake;
  private static String report;

  @BeforeAll
  static void trainAndScore() throws Exception {
    spark = TestSpark.session(hdfs.configuration());
    lake = new ServiceLake(hdfs, "trained");
    lake.land(ChurningUsers.events(150));
    report = lake.run(spark, Job.BOTH);
  }

  @Test
  void aModelIsTrainedAndPromoted() throws Exception {
    ModelCard card = current();
    assertThat(lake.models().versions()).containsExactly(card.version());
    assertThat(card.origin().snapshot()).isEqualTo(2);
    assertThat(card.origin().cutoffs().train())
        .containsExactly("2018-10-13", "2018-10-20", "2018-10-27");
    assertThat(card.origin().cutoffs().test()).containsExactly("2018-11-10", "2018-11-17");
    assertThat(report)
        .contains("Promoted: model " + card.version() + " is now the current model")
        .contains("By segment of the test rows", "  level    free", "  tenure   ", "  gender   ")
        .contains("users scored as of 2018-11-30 by model " + card.version());
  }

  @Test
  void everyActiveUserHasOneRowWithRankAndDecile() throws Exception {
    List<Row> scores = scores("2018-11-30");
    int users = scores.size();
    assertThat(scores.get(0).schema().fieldNames())
        .containsExactly("userId", "probability", "rank", "decile", "model", "snapshot", "as_of");
    assertThat(scores).extracting(row -> row.getString(0)).doesNotHaveDuplicates();
    assertThat(scores)
        .extracting(row -> row.getInt(2))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, users).boxed().toList());
    assertThat(scores)
        .extracting(row -> row.getInt(3))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, users)
                .map(rank -> (10 * rank + users - 1) / users)
                .boxed()
                .toList());
    assertThat(scores)
        .allSatisfy(row -> assertThat(row.getDouble(1)).isBetween(0.0, 1.0))
        .isSortedAccordingTo((one, other) -> Double.compare(other.getDouble(1), one.getDouble(1)));
    assertThat(scores)
        .allSatisfy(row -> assertThat(row.getString(4)).isEqualTo(current().version()))
        .allSatisfy(row -> assertThat(row.getLong(5)).isEqualTo(2));
    assertThat(report).contains(users + " users scored");
  }

  @Test
  void theLogHasTheDigestOfTheScores() throws Exception {
    LakeFileSystem files = lake.files();
    var table = new CommitLog(new TablePaths(files, "scores")).readTable();
    assertThat(table.files()).isNotEmpty();
    for (DataFile file : table.files()) {
      assertThat(file.sha256()).isEqualTo(files.sha256(files.at(file.path())));
    }
  }

  @Test
  void usersWhoHaveChurnedAreNotScored() throws Exception {
    long churned =
        lake.events(spark)
            .where("page = 'Cancellation Confirmation'")
            .select("userId")
            .distinct()
            .count();
    assertThat(scores("2018-11-30")).hasSize(150 - (int) churned);
    assertThat(churned).isPositive();
  }

  @Test
  void scoringADayAgainReplacesThatDayOnly() throws Exception {
    List<Row> other = scores("2018-11-30");
    lake.run(spark, Job.SCORE.on("2018-11-20"));
    List<Row> first = scores("2018-11-20");
    List<String> files = lake.names("scores/as_of=2018-11-20");
    lake.run(spark, Job.SCORE.on("2018-11-20"));
    assertThat(scores("2018-11-20")).isEqualTo(first).isNotEmpty();
    assertThat(scores("2018-11-30")).isEqualTo(other);
    assertThat(lake.names("scores/as_of=2018-11-20")).hasSize(1).doesNotContainAnyElementsOf(files);
  }

  @Test
  void trainingOnTheSameSnapshotReturnsTheExistingModel() throws Exception {
    ModelCard before = current();
    String again = lake.run(spark, Job.TRAIN);
    assertThat(again).contains("this model already exists").contains(before.version());
    assertThat(current()).isEqualTo(before);
    assertThat(lake.models().versions()).containsExactly(before.version());
    assertThat(lake.names("models/churn/_current")).hasSize(1);
  }

  @Test
  void aDayBeforeTheEndOfTheTrainingLabelsIsNotScored() throws Exception {
    assertThatThrownBy(() -> lake.run(spark, Job.SCORE.on("2018-11-08")))
        .isInstanceOf(OperatorError.class)
        .isNotInstanceOf(TooLittleData.class)
        .hasMessage(
            "Cannot score 2018-11-08 with model %s: its training labels extend to the end of"
                + " 2018-11-09; score that day or a later one",
            current().version());
    assertThat(lake.names("scores")).doesNotContain("as_of=2018-11-08");
    lake.run(spark, Job.SCORE.on("2018-11-09"));
    assertThat(scores("2018-11-09")).isNotEmpty();
  }

  @Test
  void aDayBeforeTheFirstEventIsNotScored() throws Exception {
    assertThatThrownBy(() -> lake.run(spark, Job.SCORE.on("2018-09-29")))
        .isInstanceOf(TooLittleData.class)
        .hasMessage(
            "Cannot score 2018-09-29: the first day observed is 2018-10-01; score a later day");
    assertThat(lake.names("scores")).doesNotContain("as_of=2018-09-29");
  }

  @Test
  void anIncompleteDayIsNotScored() throws Exception {
    assertThatThrownBy(() -> lake.run(spark, Job.SCORE.on("2030-01-01")))
        .isInstanceOf(TooLittleData.class)
        .hasMessageStartingWith("Cannot score 2030-01-01: the last complete day is 2018-1")
        .hasMessageEndingWith("score that day or an earlier one");
    assertThat(lake.names("scores")).doesNotContain("as_of=2030-01-01");
  }

  @Test
  void aFirstModelThatIsNotPromotedIsReportedAndScoresNobody() throws Exception {
    ServiceLake noise = new ServiceLake(hdfs, "noise");
    noise.land(ChurningUsers.unpredictable(150));
    assertThat(noise.run(spark, Job.BOTH))
        .contains("not clearly better than random rankings")
        .endsWith("Not scored: the new model was not promoted, and there is no other");
    assertThat(noise.models().current()).isEmpty();
    assertThat(noise.names("scores")).isEmpty();
    assertThat(noise.nothingToDo(Job.BOTH))
        .contains("Not scored: the new model was not promoted, and there is no other");
  }

  @Test
  void whatIsTrainedAndScoredNeedNotBeAgain() throws Exception {
    String version = current().version();
    String trained =
        "Nothing to do: model %s of the events up to 2018-11-30 exists, and none of them have changed since; it is the current model"
            .formatted(version);
    assertThat(lake.nothingToDo(Job.TRAIN)).contains(trained);
    assertThat(lake.nothingToDo(Job.TRAIN.on("2018-11-30"))).contains(trained);
    assertThat(lake.nothingToDo(Job.TRAIN.on("2018-11-29"))).isEmpty();
    assertThat(lake.nothingToDo(Job.TRAIN.with("model.seed", "2"))).isEmpty();
    for (Job job : List.of(Job.SCORE, Job.SCORE.on("2018-11-30"))) {
      assertThat(lake.nothingToDo(job).orElseThrow())
          .startsWith(
              "Nothing to do: the users of 2018-11-30 were scored with model " + version + " at 20")
          .endsWith("Z, and no events up to that day have changed since");
    }
    assertThat(lake.nothingToDo(Job.SCORE.on("2018-11-22"))).isEmpty();
  }

  @Test
  void eventsOfTheDayOrBeforeItMakeModelAndScoresStaleAndLaterOnesDoNot() throws Exception {
    ServiceLake changing = new ServiceLake(hdfs, "changing");
    changing.land(ChurningUsers.events(150));
    changing.run(spark, Job.BOTH);
    changing.land(List.of("{\"ts\":1544000000000,\"userId\":\"u001\",\"page\":\"Home\"}"));
    assertThat(changing.nothingToDo(Job.TRAIN)).isPresent();
    assertThat(changing.nothingToDo(Job.SCORE)).isPresent();
    changing.land(List.of("{\"ts\":1542000000000,\"userId\":\"u001\",\"page\":\"Home\"}"));
    assertThat(changing.nothingToDo(Job.TRAIN)).isEmpty();
    assertThat(changing.nothingToDo(Job.SCORE)).isEmpty();
  }

  @Test
  void aModelWhosePromotionIsMissingAndScoresByAnotherModelAreLeftToDo() throws Exception {
    ServiceLake killed = new ServiceLake(hdfs, "killed");
    killed.land(ChurningUsers.events(150));
    killed.run(spark, Job.BOTH);
    String first = killed.models().current().orElseThrow().version();
    killed.run(spark, Job.TRAIN.with("model.seed", "2"));
    assertThat(killed.models().current().orElseThrow().version()).isNotEqualTo(first);
    assertThat(killed.nothingToDo(Job.SCORE)).isEmpty();
    assertThat(killed.nothingToDo(Job.TRAIN)).isPresent();
    killed.files().delete(killed.files().at("models/churn/_current"));
    assertThat(killed.nothingToDo(Job.TRAIN)).isEmpty();
    killed.run(spark, Job.TRAIN);
    assertThat(killed.models().current().orElseThrow().version()).isEqualTo(first);
  }

  @Test
  void aModelOfAnEarlierDayIsAsIfTheLaterOnesDidNotExistAndIsNotPromoted() throws Exception {
    Job earlier = Job.TRAIN.on("2018-11-23").with("model.minimum.train-leavers", "10");
    ServiceLake ended = new ServiceLake(hdfs, "ended");
    ended.land(
        ChurningUsers.events(150).stream()
            .filter(event -> Long.parseLong(event.substring(6, 19)) < END_OF_23_NOVEMBER)
            .toList());
    ended.run(spark, earlier);
    String version = ended.models().versions().get(0);
    ModelCard expected = ended.models().find(version).orElseThrow();
    ServiceLake later = new ServiceLake(hdfs, "later");
    later.land(ChurningUsers.events(150));
    later.run(spark, Job.TRAIN);
    ModelCard current = later.models().current().orElseThrow();
    String said = later.run(spark, earlier);
    assertThat(said)
        .contains(
            "older than the current model " + current.version(),
            "its last test cutoff is 2018-11-17",
            "Not promoted: model " + current.version() + " is current");
    ModelCard card = later.models().find(version).orElseThrow();
    assertThat(card.origin().cutoffs()).isEqualTo(expected.origin().cutoffs());
    assertThat(card.origin().cutoffs().test()).containsExactly("2018-11-03", "2018-11-10");
    assertThat(card.learned()).isEqualTo(expected.learned());
    assertThat(card.tested().metrics()).isEqualTo(expected.tested().metrics());
    assertThat(rows(later, card)).isEqualTo(rows(ended, card)).isNotEmpty();
    assertThat(later.models().current()).contains(current);
    assertThat(later.nothingToDo(earlier).orElseThrow())
        .endsWith("the current model is " + current.version());
  }

  private static List<Row> rows(ServiceLake of, ModelCard card) {
    return spark
        .read()
        .parquet(of.models().rows(card.version()).toString())
        .orderBy("userId", "cutoff")
        .collectAsList();
  }

  private static ModelCard current() throws Exception {
    return lake.models().current().orElseThrow();
  }

  private static List<Row> scores(String day) {
    return lake.scores(spark).where("as_of = '" + day + "'").collectAsList();
  }
}
