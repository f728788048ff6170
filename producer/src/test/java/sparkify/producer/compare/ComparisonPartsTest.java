package sparkify.producer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonPartsTest {
  @Test
  void countsAsAMapDoes() {
    Random random = new Random(1);
    Map<Integer, Integer> expected = new HashMap<>();
    IntCounts counts = new IntCounts();
    for (int i = 0; i < 5_000; i++) {
      int key = random.nextInt(700) * 1_024;
      expected.merge(key, 1, Integer::sum);
      counts.add(key);
    }
    Map<Integer, Integer> actual = new HashMap<>();
    counts.forEach(actual::put);
    assertThat(actual).isEqualTo(expected);
    assertThat(counts.size()).isEqualTo(expected.size());
    assertThat(counts.total()).isEqualTo(5_000);
    assertThat(counts.count(1)).isZero();
  }

  @Test
  void totalVariationIsHalfTheDifferences() {
    Histogram even = histogram(0, 1);
    assertThat(even.totalVariation(even)).isZero();
    assertThat(even.totalVariation(histogram(0, 0, 0, 1))).isEqualTo(0.25);
    assertThat(even.totalVariation(histogram(2, 3))).isEqualTo(1);
    assertThat(even.totalVariation(histogram())).isEqualTo(1);
    assertThat(histogram().totalVariation(histogram())).isZero();
    assertThat(even.mostDifferent(histogram(0, 1, 1, 1))).isZero();
  }

  @Test
  void weightsCountTalliesSeveralTimes() {
    Histogram sum = Histogram.sum(List.of(counts(0, 0, 3), counts(5)), new int[] {2, 0});
    assertThat(sum.total()).isEqualTo(6);
    assertThat(sum.share(0)).isEqualTo(2 / 3.0);
    assertThat(sum.share(5)).isZero();
  }

  @Test
  void ranksForgetNames() {
    Bins every = Bins.every(1, 10).ofWholeNumbers();
    Histogram ranked = histogram(7, 7, 7, 2, 2, 9).ranked(every);
    assertThat(ranked.totalVariation(histogram(1, 1, 1, 8, 8, 4).ranked(every))).isZero();
    assertThat(ranked.share(1)).isEqualTo(0.5);
    assertThat(histogram(7, 7, 7, 2, 2, 9).shareOfLargest(2)).isEqualTo(5 / 6.0);
  }

  @Test
  void expectsFewerDifferentThingsThanDraws() {
    assertThat(histogram(4, 9).expectedBins(1)).isEqualTo(1);
    assertThat(histogram(4, 9).expectedBins(2)).isEqualTo(1.5);
    assertThat(histogram(4, 9).expectedBins(1_000)).isCloseTo(2, within(1e-9));
    assertThat(histogram().expectedBins(5)).isNaN();
  }

  @Test
  void describesBins() {
    Bins minutes = Bins.logarithmic(1, 100);
    assertThat(minutes.describe(minutes.of(0.5))).isEqualTo("below 1");
    assertThat(minutes.describe(minutes.of(1))).isEqualTo("1 to 2");
    assertThat(minutes.describe(minutes.of(69.9))).isEqualTo("50 to 70");
    assertThat(minutes.describe(minutes.of(1e9))).isEqualTo("100 or more");
    Bins counts = minutes.ofWholeNumbers();
    assertThat(counts.describe(counts.of(1))).isEqualTo("1");
    assertThat(counts.describe(counts.of(4))).isEqualTo("3 to 4");
  }

  private static Histogram histogram(int... values) {
    return Histogram.sum(List.of(counts(values)), new int[] {1});
  }

  private static IntCounts counts(int... values) {
    IntCounts counts = new IntCounts();
    Arrays.stream(values).forEach(counts::add);
    return counts;
  }
}
