package sparkify.producer.simulator;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws from a seed: the same draws on every machine, so only exact arithmetic and StrictMath. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The dice of one of many, independent of all others. */
  static Dice of(long seed, long stream) {
    return new Dice(new SplittableRandom(seed).nextLong() ^ (stream * 0x9E3779B97F4A7C15L));
  }

  /** Evenly from [0, 1). */
  double unit() {
    return random.nextDouble();
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

  /** About normal, mean 0 and deviation 1: twelve even draws. */
  double bell() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** Waiting time with this mean. */
  double waiting(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** Around {@code median}, with a long tail upwards. */
  double spread(double median, double sigma) {
    return median * StrictMath.exp(sigma * bell());
  }

  /** An index, by weights that {@link #cumulative} added up. */
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

  /** Weights of ranks by Zipf's law, added up. */
  static double[] zipf(int ranks) {
    double[] sums = new double[ranks];
    for (int i = 0; i < ranks; i++) {
      sums[i] = (i == 0 ? 0 : sums[i - 1]) + 1.0 / (i + 1);
    }
    return sums;
  }
}
