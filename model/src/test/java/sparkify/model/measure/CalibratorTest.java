package sparkify.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sparkify.model.measure.TestCases.Case;

class CalibratorTest {
  private static final int ROWS = 20_000;

  private final Random random = new Random(11);

  /** Log-odds, three times too extreme and then too high by one. */
  private final double[] raw = new double[ROWS];

  private final double[] labels = new double[ROWS];

  CalibratorTest() {
    for (int i = 0; i < ROWS; i++) {
      double truth = -2 + random.nextGaussian();
      raw[i] = 3 * truth + 1;
      labels[i] = random.nextDouble() < LogisticLine.sigmoid(truth) ? 1 : 0;
    }
  }

  @Test
  void theLineUndoesTheDistortionOfTheScores() {
    CalibratorLine line = (CalibratorLine) Calibrator.line(raw, labels);
    assertThat(line.slope()).isCloseTo(1.0 / 3, within(0.02));
    assertThat(line.intercept()).isCloseTo(-1.0 / 3, within(0.05));
  }

  @Test
  void calibratedProbabilitiesHaveSlopeOneAndABetterBrierScoreOnRowsNotSeen() {
    double[] seen = Arrays.copyOf(raw, ROWS / 2);
    double[] seenLabels = Arrays.copyOf(labels, ROWS / 2);
    double[] fresh = Arrays.copyOfRange(raw, ROWS / 2, ROWS);
    Metrics before = measure(Arrays.stream(fresh).map(LogisticLine::sigmoid).toArray());
    assertThat(before.calibrationSlope().value()).isLessThan(0.5);
    for (Calibrator calibrator :
        List.of(Calibrator.line(seen, seenLabels), Calibrator.isotonic(seen, seenLabels))) {
      Metrics after = measure(calibrator.probabilities(fresh));
      assertThat(after.calibrationSlope().value()).isCloseTo(1, within(0.1));
      assertThat(after.brier().value()).isLessThan(before.brier().value() - 0.01);
    }
  }

  @Test
  void neverReversesAnOrder() {
    for (Calibrator calibrator :
        List.of(Calibrator.line(raw, labels), Calibrator.isotonic(raw, labels))) {
      double[] rising =
          calibrator.probabilities(
              IntStream.range(-2000, 2000).mapToDouble(i -> i / 100.0).toArray());
      double[] sorted = rising.clone();
      Arrays.sort(sorted);
      assertThat(rising).isEqualTo(sorted);
      assertThat(rising[0]).isPositive();
      assertThat(rising[rising.length - 1]).isLessThan(1);
    }
  }

  @Test
  void aFallingLineIsFlattened() {
    double[] backwards = Arrays.stream(raw).map(r -> -r).toArray();
    CalibratorLine line = (CalibratorLine) Calibrator.line(backwards, labels);
    assertThat(line.slope()).isZero();
    double share = Arrays.stream(labels).average().orElseThrow();
    assertThat(line.probability(5)).isCloseTo(share, within(0.001));
    assertThat(Calibrator.eitherWay(backwards, labels).slope()).isNegative();
  }

  @Test
  void separableLabelsGiveAFiniteLine() {
    Calibrator line = Calibrator.line(new double[] {1, 2, 3, 4}, new double[] {0, 0, 1, 1});
    assertThat(line.probability(4)).isBetween(0.6, 0.999);
    assertThat(line.probability(1)).isBetween(0.001, 0.4);
  }

  @Test
  void poolsFallingRowsAndTiedRows() {
    CalibratorSteps steps =
        CalibratorSteps.fit(new double[] {1, 2, 2, 3, 4, 5}, new double[] {0, 1, 0, 0, 1, 1});
    assertThat(steps.probability(1)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(steps.probability(2)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(steps.probability(3)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(steps.probability(3.5)).isCloseTo((1.0 / 3 + 3.0 / 4) / 2, within(1e-12));
    assertThat(steps.probability(9)).isEqualTo(3.0 / 4);
  }

  @Test
  void aLogisticLineMaximisesTheLikelihood() {
    double[] x = {-1, 0.5, 2, 3, 3.5, -2};
    double[] y = {0, 1, 0, 1, 1, 0};
    int[] weights = {2, 1, 1, 3, 1, 1};
    LogisticLine line = LogisticLine.fit(x, y, weights);
    double gradientA = 0;
    double gradientB = 0;
    for (int i = 0; i < x.length; i++) {
      double error =
          weights[i] * (y[i] - LogisticLine.sigmoid(line.intercept() + line.slope() * x[i]));
      gradientA += error;
      gradientB += error * x[i];
    }
    assertThat(gradientA).isCloseTo(0, within(1e-8));
    assertThat(gradientB).isCloseTo(0, within(1e-8));
  }

  @Test
  void noLineIsDefinedForSeparableOrEqualNumbers() {
    int[] once = {1, 1, 1};
    assertThat(LogisticLine.fit(new double[] {1, 2, 3}, new double[] {0, 0, 1}, once).slope())
        .isNaN();
    assertThat(LogisticLine.fit(new double[] {2, 2, 2}, new double[] {0, 0, 1}, once).slope())
        .isNaN();
    assertThat(LogisticLine.fit(new double[] {1, 2, 3}, new double[] {0, 0, 0}, once).slope())
        .isNaN();
  }

  private Metrics measure(double[] probability) {
    List<Case> cases =
        IntStream.range(0, ROWS / 2)
            .mapToObj(i -> new Case("u" + i, "2018-11-10", labels[ROWS / 2 + i]))
            .toList();
    return new Evaluation(TestCases.of(cases), 0.1, 2, 1)
        .metrics(new Scores(probability, probability));
  }
}
