package sparkify.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final double EXACT = 1e-12;

  @Test
  void agreesWithScikitLearnsExample() {
    Ranking ranking = ranking(new double[] {0.1, 0.4, 0.35, 0.8}, new double[] {0, 0, 1, 1});
    assertThat(ranking.weighted(ones(4)).rocAuc()).isEqualTo(0.75);
    assertThat(ranking.weighted(ones(4)).averagePrecision())
        .isCloseTo(0.8333333333333333, within(EXACT));
  }

  @Test
  void aTieCountsHalfAndIsOneThreshold() {
    Ranking tied = ranking(new double[] {3, 2, 2, 1}, new double[] {0, 1, 0, 1});
    // Pairs (leaver, stayer): 2<3, 2=2, 1<3, 1<2.
    assertThat(tied.weighted(ones(4)).rocAuc()).isEqualTo(0.5 / 4);
    // Threshold 2: recall 1/2 at precision 1/3; threshold 1: recall 1 at precision 1/2.
    assertThat(tied.weighted(ones(4)).averagePrecision())
        .isCloseTo(0.5 / 3 + 0.5 / 2, within(EXACT));
  }

  @Test
  void equalScoresForAllAreNoBetterThanTheBaseRate() {
    double[] labels = {1, 0, 0, 0, 1, 0, 0, 0, 0, 0};
    Ranking flat = ranking(new double[10], labels);
    assertThat(flat.weighted(ones(10)).rocAuc()).isEqualTo(0.5);
    assertThat(flat.weighted(ones(10)).averagePrecision()).isCloseTo(0.2, within(EXACT));
    assertThat(flat.weighted(ones(10)).lift(0.1)).isCloseTo(1, within(EXACT));
    assertThat(flat.weighted(ones(10)).recall(0.3)).isCloseTo(0.3, within(EXACT));
  }

  @Test
  void findsLeaversAtTheTop() {
    double[] labels = {1, 0, 1, 0, 0, 0, 0, 0, 0, 1};
    double[] raw = IntStream.range(0, 10).mapToDouble(i -> -i).toArray();
    Ranking ranking = ranking(raw, labels);
    assertThat(ranking.weighted(ones(10)).lift(0.1)).isCloseTo(1 / 0.3, within(EXACT));
    assertThat(ranking.weighted(ones(10)).recall(0.3)).isCloseTo(2.0 / 3, within(EXACT));
    assertThat(ranking.weighted(ones(10)).recall(1)).isEqualTo(1);
    assertThat(ranking.weighted(ones(10)).recall(0.01)).isCloseTo(1.0 / 3, within(EXACT));
  }

  @Test
  void isUndefinedWithoutLeaversOrStayers() {
    Ranking nobody = ranking(new double[] {1, 2}, new double[] {0, 0});
    assertThat(nobody.weighted(ones(2)).rocAuc()).isNaN();
    assertThat(nobody.weighted(ones(2)).averagePrecision()).isNaN();
    assertThat(nobody.weighted(ones(2)).lift(0.1)).isNaN();
    assertThat(nobody.weighted(ones(2)).recall(0.1)).isNaN();
    assertThat(ranking(new double[] {1, 2}, new double[] {1, 1}).weighted(ones(2)).rocAuc())
        .isNaN();
  }

  @Test
  void agreesWithBruteForceOnRandomRowsWithTiesAndWeights() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int n = 5 + random.nextInt(40);
      double[] raw = IntStream.range(0, n).mapToDouble(i -> random.nextInt(8)).toArray();
      double[] labels = IntStream.range(0, n).mapToDouble(i -> random.nextInt(2)).toArray();
      int[] weights = IntStream.range(0, n).map(i -> random.nextInt(3)).toArray();
      labels[0] = 1;
      labels[1] = 0;
      weights[0] = 1;
      weights[1] = 1;
      int[] rows = repeated(weights);
      Ranking ranking = ranking(raw, labels);
      assertThat(ranking.weighted(weights).rocAuc())
          .isCloseTo(rocAuc(rows, raw, labels), within(1e-9));
      assertThat(ranking.weighted(weights).averagePrecision())
          .isCloseTo(averagePrecision(rows, raw, labels), within(1e-9));
    }
  }

  /** Compares every pair. */
  private static double rocAuc(int[] rows, double[] raw, double[] labels) {
    double ordered = 0;
    double pairs = 0;
    for (int a : rows) {
      for (int b : rows) {
        if (labels[a] == 1 && labels[b] == 0) {
          pairs++;
          ordered += raw[a] > raw[b] ? 1 : raw[a] == raw[b] ? 0.5 : 0;
        }
      }
    }
    return ordered / pairs;
  }

  /** Goes through every threshold. */
  private static double averagePrecision(int[] rows, double[] raw, double[] labels) {
    double all = Arrays.stream(rows).filter(i -> labels[i] == 1).count();
    double sum = 0;
    double before = 0;
    for (int threshold = 7; threshold >= 0; threshold--) {
      int at = threshold;
      double caught = Arrays.stream(rows).filter(i -> raw[i] >= at && labels[i] == 1).count();
      double chosen = Arrays.stream(rows).filter(i -> raw[i] >= at).count();
      sum += chosen == 0 ? 0 : (caught / all - before) * caught / chosen;
      before = caught / all;
    }
    return sum;
  }

  private static int[] repeated(int[] weights) {
    return IntStream.range(0, weights.length)
        .flatMap(i -> IntStream.generate(() -> i).limit(weights[i]))
        .toArray();
  }

  private static Ranking ranking(double[] raw, double[] labels) {
    return new Ranking(IntStream.range(0, raw.length).toArray(), raw, labels);
  }

  private static int[] ones(int n) {
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    return ones;
  }
}
