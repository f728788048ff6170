package sparkify.model.learn;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.model.learn.Candidate.Logistic;
import sparkify.model.measure.Evaluation;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.measure.Scores;
import sparkify.spark.TestSpark;

@Timeout(300)
class LearnerIT {
  private static final Logger log = LoggerFactory.getLogger(LearnerIT.class);

  private static final List<Fit> FEW =
      List.of(new Fit.Trees(3, 0.1, List.of(3, 6)), new Fit.Line(Logistic.ridge(0.03)));

  private final SparkSession spark = TestSpark.session();

  @Test
  void findsASignalAmongSixtyFeaturesOfTwoThousandRowsAndCalibratesIt() throws IOException {
    TestExamples planted = new TestExamples(670, 60, 1.5, 1);
    long start = System.nanoTime();
    Learnt learnt =
        learn(
            planted,
            planted.dataset(spark),
            Fit.forLeavers(1_000, TestExamples.settings().candidates()));
    log.warn(
        "Learning from {} rows took {} s: {}",
        learnt.train().size(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        learnt.result().about());
    Metrics metrics = learnt.test().metrics(learnt.scores());
    assertThat(metrics.rocAuc().low()).isGreaterThan(0.7);
    assertThat(metrics.calibrationSlope().value()).isBetween(0.75, 1.35);
    assertThat(metrics.brier().value())
        .isLessThan(learnt.test().metrics(learnt.test().baseRate()).brier().value());
    assertThat(learnt.test().prAucOverChance(learnt.scores()).low()).isPositive();
  }

  @Test
  void findsNothingInNoise() throws IOException {
    TestExamples noise = new TestExamples(400, 6, 0, 2);
    Learnt learnt = learn(noise, noise.dataset(spark), FEW);
    assertThat(bestOnHeldOut(learnt)).isCloseTo(learnt.prevalence(), within(0.05));
    assertThat(learnt.test().metrics(learnt.scores()).prAuc().value())
        .isCloseTo(learnt.prevalence(), within(0.06));
  }

  @Test
  void ofCandidatesAboutEquallyGoodTheFirstIsChosen() throws IOException {
    TestExamples noise = new TestExamples(200, 3, 0, 7);
    Fit line = new Fit.Line(Logistic.ridge(0.1));
    Fit trees = new Fit.Trees(2, 0.1, List.of(5));
    assertThat(chosen(noise, noise.rows(), List.of(line, trees))).containsKey("penalty");
    assertThat(chosen(noise, noise.rows(), List.of(trees, line))).containsKey("trees");
  }

  @Test
  void aClearlyBetterCandidateIsChosenOverASimplerOne() throws IOException {
    // Users churn when a feature is far from 0 on either side, which no line can fit.
    TestExamples source = new TestExamples(300, 2, 0, 5);
    List<Row> rows =
        source.rows().stream()
            .map(row -> with(row, 3, Math.abs(row.getDouble(5)) > 1.5 ? 1.0 : 0.0))
            .toList();
    List<Fit> both = List.of(new Fit.Line(Logistic.ridge(0.03)), new Fit.Trees(2, 0.1, List.of(5)));
    assertThat(chosen(source, rows, both)).containsEntry("trees", 5.0);
  }

  private Map<String, Double> chosen(TestExamples source, List<Row> rows, List<Fit> fits)
      throws IOException {
    return learn(source, source.dataset(spark, rows), fits).result().about().parameters();
  }

  private static Row with(Row row, int at, Object value) {
    Object[] values = new Object[row.size()];
    Arrays.setAll(values, i -> i == at ? value : row.get(i));
    return RowFactory.create(values);
  }

  @Test
  void foldsByUserKeepAModelFromRecognisingUsers() throws IOException {
    // Each user has a feature value and a label of their own: only a model that has seen the user
    // can predict the label.
    TestExamples marked = new TestExamples(300, 3, 0, 3);
    List<Row> rows = new ArrayList<>();
    for (Row row : marked.rows()) {
      int user = Integer.parseInt(row.getString(0).substring(4));
      double label = new Random(user * 7919L).nextInt(8) == 0 ? 1.0 : 0.0;
      rows.add(with(with(row, 3, label), 5, (double) user));
    }
    Learnt learnt = learn(marked, marked.dataset(spark, rows), FEW);
    assertThat(bestOnHeldOut(learnt)).isCloseTo(learnt.prevalence(), within(0.08));
  }

  @Test
  void theOrderOfRowsChangesNoBit() throws IOException {
    TestExamples planted = new TestExamples(200, 5, 1, 4);
    List<Row> shuffled = new ArrayList<>(planted.rows());
    Collections.shuffle(shuffled, new Random(5));
    Learnt one = learn(planted, planted.dataset(spark).repartition(7), FEW);
    Learnt two = learn(planted, planted.dataset(spark, shuffled).coalesce(1), FEW);
    assertThat(two.result().about()).isEqualTo(one.result().about());
    for (int i = 0; i < one.train().size(); i++) {
      assertThat(two.result().outOfFold().raw(i)).isEqualTo(one.result().outOfFold().raw(i));
    }
    for (int i = 0; i < one.rows(); i++) {
      assertThat(two.scores().raw(i)).isEqualTo(one.scores().raw(i));
      assertThat(two.scores().probability(i)).isEqualTo(one.scores().probability(i));
    }
  }

  @Test
  void permutingKeepsTheLeaversOfEachCutoffAndForgetsWhoTheyWere() {
    TestExamples planted = new TestExamples(400, 2, 2, 7);
    Dataset<Row> rows = planted.dataset(spark).cache();
    Dataset<Row> permuted = NegativeControl.permuted(rows, 1).cache();
    Dataset<Row> kept = rows.groupBy("cutoff").sum("label");
    assertThat(permuted.groupBy("cutoff").sum("label").except(kept).isEmpty()).isTrue();
    assertThat(permuted.drop("label").except(rows.drop("label")).isEmpty()).isTrue();
    assertThat(rows.stat().corr("f0", "label")).isGreaterThan(0.3);
    assertThat(permuted.stat().corr("f0", "label")).isCloseTo(0, within(0.1));
    assertThat(NegativeControl.permuted(rows.repartition(5), 1).except(permuted).isEmpty())
        .isTrue();
    assertThat(NegativeControl.permuted(rows, 2).except(permuted).isEmpty()).isFalse();
  }

  @Test
  void theNegativeControlOfAGoodModelIsAtAHalf() throws IOException {
    TestExamples planted = new TestExamples(400, 3, 2, 8);
    Dataset<Row> rows = planted.dataset(spark);
    try (Examples examples = Examples.cache(rows, planted.names(), 200_000)) {
      Learner learner = new Learner(TestExamples.settings(), FEW);
      Learner.Result good = learner.learn(examples, examples.of(Examples.TRAIN));
      Interval control =
          new NegativeControl(TestExamples.settings(), learner).rocAuc(good, examples);
      assertThat(control.low()).isLessThan(0.5);
      assertThat(control.high()).isGreaterThan(0.5);
    }
  }

  @Test
  void eachTestRowIsInOneSegmentOfEachTrait() {
    List<String> columns =
        List.of("level_paid", "tenure_days", "device_windows", "device_mac", "device_linux");
    List<String> all = new ArrayList<>(columns);
    all.addAll(List.of("device_mobile", "gender_female"));
    assertThat(Trait.among(columns)).extracting(Trait::name).containsExactly("level", "tenure");
    assertThat(Trait.among(all))
        .extracting(Trait::name)
        .containsExactly("level", "device", "tenure", "gender");
    assertThat(segment(all.get(1), "tenure", 0)).isEqualTo("under 30 days");
    assertThat(segment(all.get(1), "tenure", 30)).isEqualTo("30 to 60 days");
    assertThat(segment(all.get(1), "tenure", 500)).isEqualTo("120 days or more");
    assertThat(segment("level_paid", "level", 1)).isEqualTo("paid");
    assertThat(segment("level_paid", "level", 0)).isEqualTo("free");
  }

  private String segment(String feature, String trait, double value) {
    Trait of =
        Trait.among(List.of("level_paid", "tenure_days")).stream()
            .filter(t -> t.name().equals(trait))
            .findFirst()
            .orElseThrow();
    Row row =
        spark.range(1).select(lit(value).as(feature)).select(of.segment().as("number")).first();
    return of.names().get((int) row.getDouble(0));
  }

  @Test
  void theFirstTreesOfALargeFitEqualASmallFit() throws IOException {
    TestExamples planted = new TestExamples(150, 4, 1, 6);
    try (Examples examples = Examples.cache(planted.dataset(spark), planted.names(), 100_000)) {
      Dataset<Row> rows = examples.vectors(Examples.TRAIN, Inputs.PLAIN);
      Margins many = new Fit.Trees(2, 0.1, List.of(5, 10)).to(rows, 1);
      Margins few = new Fit.Trees(2, 0.1, List.of(5)).to(rows, 1);
      Block first = rows.javaRDD().mapPartitions(many).collect().get(0);
      Block second = rows.javaRDD().mapPartitions(few).collect().get(0);
      assertThat(first.rows()).hasSize(450).isEqualTo(second.rows());
      for (int i = 0; i < first.rows().length; i++) {
        assertThat(first.value(i, 0)).isEqualTo(second.value(i, 0));
      }
    }
  }

  private static double bestOnHeldOut(Learnt learnt) {
    return Evaluation.prAuc(learnt.train().cases(), raw(learnt));
  }

  private static double[] raw(Learnt learnt) {
    Scores scores = learnt.result().outOfFold();
    return IntStream.range(0, learnt.train().size()).mapToDouble(scores::raw).toArray();
  }

  private record Learnt(
      Learner.Result result, RoleRows train, TestSet test, Scores scores, int rows) {
    double prevalence() {
      return train.cases().prevalence();
    }
  }

  private static Learnt learn(TestExamples source, Dataset<Row> rows, List<Fit> fits)
      throws IOException {
    try (Examples examples = Examples.cache(rows, source.names(), 200_000)) {
      RoleRows train = examples.of(Examples.TRAIN);
      RoleRows test = examples.of(Examples.TEST);
      Learner.Result result = new Learner(TestExamples.settings(), fits).learn(examples, train);
      TestSet testSet = new TestSet(examples, train, test, TestExamples.settings());
      return new Learnt(result, train, testSet, testSet.scores(result.model()), test.size());
    }
  }
}
