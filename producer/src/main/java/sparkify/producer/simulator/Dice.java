package sparkify.producer.simulator;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws from a seed, the same on every machine: only exact arithmetic and StrictMath. */
final class Dice {
  private final SplittableRandom random;

  private Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The dice of one of many streams, which are independent of each other. */
  static Dice of(long seed, long stream) {
    return new Dice(new SplittableRandom(seed).nextLong() ^ (stream * 0x9E3779B97F4A7C15L));
  }

  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T oneOf(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Roughly normal with mean 0 and standard deviation 1: a sum of twelve uniform draws. */
  double bell() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** An exponential waiting time with this mean. */
  double waiting(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** A log-normal value with this median: its upper tail is long. */
  double spread(double median, double sigma) {
    return median * StrictMath.exp(sigma * bell());
  }

  /** An index, drawn by cumulative weights. */
  int index(double[] cumulative) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
  }

  static double[] cumulative(double... weights) {
    double[] sums = weights.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    return sums;
  }

  /** Cumulative weights of ranks by Zipf's law. */
  static double[] zipf(int ranks) {
    double[] sums = new double[ranks];
    for (int i = 0; i < ranks; i++) {
      sums[i] = (i == 0 ? 0 : sums[i - 1]) + 1.0 / (i + 1);
    }
    return sums;
  }
}
