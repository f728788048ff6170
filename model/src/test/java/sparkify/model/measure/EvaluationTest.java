package sparkify.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.model.measure.TestCases.Case;

class EvaluationTest {
  private final Random random = new Random(3);

  @Test
  void ranksEachCutoffSeparatelyAndAverages() {
    // Perfect within each cutoff, useless across them.
    Cases cases =
        TestCases.of(
            List.of(
                new Case("a", "2018-11-10", 1),
                new Case("b", "2018-11-10", 0),
                new Case("a", "2018-11-17", 1),
                new Case("b", "2018-11-17", 0)));
    assertThat(Evaluation.prAuc(cases, new double[] {1, 0, 11, 10})).isEqualTo(1);
    assertThat(Evaluation.prAuc(cases, new double[] {1, 0, 10, 11})).isEqualTo(0.75);
  }

  @Test
  void leavesOutACutoffWithoutLeavers() {
    Cases cases =
        TestCases.of(
            List.of(
                new Case("a", "2018-11-10", 1),
                new Case("b", "2018-11-10", 0),
                new Case("b", "2018-11-17", 0)));
    assertThat(Evaluation.prAuc(cases, new double[] {1, 2, 3})).isEqualTo(0.5);
  }

  @Test
  void drawsAUserWithAllTheirRows() {
    Cases cases =
        TestCases.of(
            List.of(
                new Case("a", "2018-11-10", 1),
                new Case("b", "2018-11-10", 0),
                new Case("a", "2018-11-17", 1),
                new Case("b", "2018-11-17", 0)));
    UserBootstrap bootstrap = new UserBootstrap(cases, 100, 1);
    for (int i = 0; i < 100; i++) {
      int[] weights = bootstrap.weights(i);
      assertThat(weights[0]).isEqualTo(weights[2]);
      assertThat(weights[1]).isEqualTo(weights[3]);
      assertThat(weights[0] + weights[1]).isEqualTo(2);
    }
  }

  @Test
  void repeatedRowsOfAUserDoNotNarrowTheInterval() {
    List<Case> once = new ArrayList<>();
    List<Case> thrice = new ArrayList<>();
    for (int user = 0; user < 200; user++) {
      for (int day = 10; day < 13; day++) {
        Case one = new Case("u" + user, "2018-11-" + day, user % 5 == 0 ? 1 : 0);
        thrice.add(one);
        if (day == 10) {
          once.add(one);
        }
      }
    }
    double[] raw = random.doubles(200).toArray();
    double[] rawThrice = IntStream.range(0, 600).mapToDouble(i -> raw[i / 3]).toArray();
    Interval narrow = metrics(thrice, rawThrice).rocAuc();
    Interval right = metrics(once, raw).rocAuc();
    assertThat(narrow.low()).isCloseTo(right.low(), within(1e-12));
    assertThat(narrow.high()).isCloseTo(right.high(), within(1e-12));
  }

  @Test
  void intervalsCoverTheTruthAboutAsOftenAsTheyClaim() {
    // Scores of leavers N(1, 1), of stayers N(0, 1): the ROC-AUC is Φ(1/√2).
    double truth = 0.7602499;
    int covered = 0;
    for (int round = 0; round < 100; round++) {
      List<Case> cases = new ArrayList<>();
      double[] raw = new double[300];
      for (int i = 0; i < raw.length; i++) {
        int label = i % 6 == 0 ? 1 : 0;
        cases.add(new Case("u" + i, "2018-11-10", label));
        raw[i] = random.nextGaussian() + label;
      }
      Interval interval =
          new Evaluation(TestCases.of(cases), 0.1, 200, round)
              .metrics(new Scores(raw, new double[300]))
              .rocAuc();
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(86, 100);
  }

  @Test
  void onlyTheSameSeedGivesTheSameInterval() {
    Cases cases = TestCases.of(cases(100));
    Scores scores = new Scores(random.doubles(100).toArray(), random.doubles(100).toArray());
    Metrics first = new Evaluation(cases, 0.1, 100, 5).metrics(scores);
    assertThat(new Evaluation(cases, 0.1, 100, 5).metrics(scores)).isEqualTo(first);
    assertThat(new Evaluation(cases, 0.1, 100, 6).metrics(scores)).isNotEqualTo(first);
  }

  @Test
  void anyNumberOfThreadsAndOfModelsGivesTheSameIntervals() {
    Evaluation evaluation = new Evaluation(TestCases.of(cases(100)), 0.1, 100, 5);
    Scores one = new Scores(random.doubles(100).toArray(), random.doubles(100).toArray());
    Scores other = new Scores(random.doubles(100).toArray(), random.doubles(100).toArray());
    List<Metrics> together = evaluation.metrics(List.of(one, other));
    assertThat(together).containsExactly(evaluation.metrics(one), evaluation.metrics(other));
    ForkJoinPool alone = new ForkJoinPool(1);
    try {
      assertThat(alone.submit(() -> evaluation.metrics(List.of(one, other))).join())
          .isEqualTo(together);
      Evaluation again = new Evaluation(TestCases.of(cases(100)), 0.1, 100, 5);
      assertThat(alone.submit(again::prAucOfChance).join()).isEqualTo(evaluation.prAucOfChance());
    } finally {
      alone.shutdown();
    }
  }

  @Test
  void probabilitiesThatAreTooLowShowInTheLarge() {
    List<Case> cases = cases(2_000); // One in five churns.
    Metrics metrics =
        new Evaluation(TestCases.of(cases), 0.1, 200, 5).metrics(Scores.constant(0.1, 2_000));
    assertThat(metrics.observedOverExpected().value()).isCloseTo(2, within(1e-9));
    assertThat(metrics.observedOverExpected().low()).isBetween(1.7, 2.0);
    // logit 0.2 − logit 0.1.
    assertThat(metrics.calibrationIntercept().value()).isCloseTo(Math.log(9.0 / 4), within(1e-6));
    assertThat(metrics.calibrationIntercept().low()).isPositive();
  }

  @Test
  void aSegmentIsMeasuredLikeItsRowsAlone() {
    List<Case> cases = cases(300);
    double[] raw = random.doubles(300).toArray();
    int[] segment = IntStream.range(0, 300).filter(i -> i % 3 == 0).toArray();
    SegmentMetrics measured =
        new Evaluation(TestCases.of(cases), 0.1, 200, 5)
            .metrics(new Scores(raw, raw), List.of(segment))
            .get(0);
    List<Case> own = IntStream.of(segment).mapToObj(cases::get).toList();
    Metrics alone = metrics(own, IntStream.of(segment).mapToDouble(i -> raw[i]).toArray());
    assertThat(measured.rocAuc().value()).isEqualTo(alone.rocAuc().value());
    assertThat(measured.observedOverExpected().value())
        .isEqualTo(alone.observedOverExpected().value());
    assertThat(measured.rocAuc().low()).isCloseTo(alone.rocAuc().low(), within(0.05));
    assertThat(measured.rocAuc().high()).isCloseTo(alone.rocAuc().high(), within(0.05));
  }

  @Test
  void aScoreThatIsNotANumberLeavesNothingDefined() {
    double[] raw = random.doubles(100).toArray();
    raw[40] = Double.NaN;
    Metrics metrics = metrics(cases(100), raw);
    assertThat(metrics.rocAuc()).isEqualTo(Interval.UNKNOWN);
    assertThat(metrics.prAuc()).isEqualTo(Interval.UNKNOWN);
    assertThat(metrics.observedOverExpected().value()).isNaN();
    assertThat(metrics.calibrationIntercept().value()).isNaN();
    assertThat(metrics.calibrationSlope().value()).isNaN();
  }

  @Test
  void oneRankingByChanceInTwentyLiesAboveTheBand() {
    List<Case> cases = new ArrayList<>(cases(150));
    cases(150).forEach(c -> cases.add(new Case(c.user(), "2018-11-17", c.label())));
    Cases both = TestCases.of(cases);
    Interval band = new Evaluation(both, 0.1, 1000, 5).prAucOfChance();
    assertThat(band.value()).isCloseTo(0.2, within(1e-9));
    long above =
        IntStream.range(0, 1000)
            .filter(
                i -> {
                  double[] ofUser = random.doubles(150).toArray();
                  double[] raw =
                      IntStream.range(0, 300).mapToDouble(row -> ofUser[row % 150]).toArray();
                  return Evaluation.prAuc(both, raw) > band.high();
                })
            .count();
    assertThat(above).isBetween(25L, 80L);
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    Cases cases = TestCases.of(cases(100));
    Scores scores = new Scores(random.doubles(100).toArray(), random.doubles(100).toArray());
    assertThat(new Evaluation(cases, 0.1, 100, 5).prAucDifference(scores, scores))
        .isEqualTo(new Interval(0, 0, 0));
  }

  @Test
  void theBaseRateHasNoSlopeAndABrierScoreEqualToItsVariance() {
    Cases cases = TestCases.of(cases(100));
    Metrics metrics = new Evaluation(cases, 0.1, 100, 5).metrics(Scores.constant(0.2, 100));
    assertThat(metrics.calibrationSlope().value()).isNaN();
    assertThat(metrics.calibrationSlope().low()).isNaN();
    assertThat(metrics.brier().value()).isCloseTo(0.2 * 0.8, within(1e-12));
    assertThat(metrics.rocAuc().value()).isEqualTo(0.5);
    assertThat(metrics.prAuc().value()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void noiseRarelyBeatsChance() {
    int beats = 0;
    Cases cases = TestCases.of(cases(150));
    for (int round = 0; round < 200; round++) {
      Scores noise = new Scores(random.doubles(150).toArray(), new double[150]);
      beats += new Evaluation(cases, 0.1, 100, round).prAucOverChance(noise).low() > 0 ? 1 : 0;
    }
    assertThat(beats).isBetween(2, 22); // 5% of 200, give or take.
  }

  @Test
  void theDifferenceFromChanceIsTheDifferenceFromTheBaseRate() {
    double[] perfect = IntStream.range(0, 100).mapToDouble(i -> i % 5 == 0 ? 1 : 0).toArray();
    Interval over =
        new Evaluation(TestCases.of(cases(100)), 0.1, 100, 1)
            .prAucOverChance(new Scores(perfect, perfect));
    assertThat(over.value()).isCloseTo(0.8, within(1e-12));
    assertThat(over.low()).isBetween(0.5, 0.8);
    assertThat(over.high()).isBetween(0.8, 0.9);
  }

  @Test
  @Timeout(20)
  void aThousandResamplesOfSevenHundredRowsTakeASecondOrTwo() {
    Cases cases = TestCases.of(cases(700));
    double[] probability = random.doubles(700).toArray();
    long start = System.nanoTime();
    new Evaluation(cases, 0.1, 1000, 5).metrics(new Scores(probability, probability));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  private static Metrics metrics(List<Case> cases, double[] raw) {
    return new Evaluation(TestCases.of(cases), 0.1, 200, 9).metrics(new Scores(raw, raw));
  }

  private static List<Case> cases(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> new Case("u" + i, "2018-11-10", i % 5 == 0 ? 1 : 0))
        .toList();
  }
}
