package sparkify.producer.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Counts by bin; bins after the last are empty. */
final class Histogram {
  private final double[] counts;
  private final double total;

  private Histogram(double[] counts) {
    this.counts = counts;
    this.total = Arrays.stream(counts).sum();
  }

  /** The sum of {@code parts}, of which each counts as often as its weight says. */
  static Histogram sum(List<IntCounts> parts, int[] weights) {
    int bins = 1 + parts.stream().mapToInt(IntCounts::largestKey).max().orElse(-1);
    double[] sum = new double[bins];
    for (int i = 0; i < weights.length; i++) {
      int weight = weights[i];
      if (weight > 0) {
        parts.get(i).forEach((bin, count) -> sum[bin] += (double) weight * count);
      }
    }
    return new Histogram(sum);
  }

  double count(int bin) {
    return bin < counts.length ? counts[bin] : 0;
  }

  double total() {
    return total;
  }

  /** The share of a bin in all; 0 if there is nothing. */
  double share(int bin) {
    return total == 0 ? 0 : count(bin) / total;
  }

  /** Half the sum of the differences of shares: 0 if they are the same, 1 if nothing is common. */
  double totalVariation(Histogram other) {
    if (total == 0 || other.total == 0) {
      return total == other.total ? 0 : 1;
    }
    return bins(other).mapToDouble(bin -> difference(other, bin)).sum() / 2;
  }

  /** The bin whose share differs most from {@code other}'s. */
  int mostDifferent(Histogram other) {
    return bins(other)
        .boxed()
        .max(Comparator.comparingDouble(bin -> difference(other, bin)))
        .orElse(0);
  }

  /** Counts by bin of rank, where the largest count has rank 1. */
  Histogram ranked(Bins bins) {
    double[] largestFirst = largestFirst().toArray();
    double[] ranked = new double[bins.of(largestFirst.length) + 1];
    for (int i = 0; i < largestFirst.length; i++) {
      ranked[bins.of(i + 1)] += largestFirst[i];
    }
    return new Histogram(ranked);
  }

  /** The share of the largest bins in all; NaN if there is nothing. */
  double shareOfLargest(int bins) {
    return largestFirst().limit(bins).sum() / total;
  }

  /** How many bins are met, on average, in so many draws; NaN if there is nothing. */
  double expectedBins(int draws) {
    return total == 0
        ? Double.NaN
        : Arrays.stream(counts).map(count -> 1 - Math.pow(1 - count / total, draws)).sum();
  }

  private DoubleStream largestFirst() {
    return Arrays.stream(counts).map(count -> -count).sorted().map(count -> -count);
  }

  private IntStream bins(Histogram other) {
    return IntStream.range(0, Math.max(counts.length, other.counts.length));
  }

  private double difference(Histogram other, int bin) {
    return Math.abs(share(bin) - other.share(bin));
  }
}
