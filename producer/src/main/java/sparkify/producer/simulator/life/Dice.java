package sparkify.producer.simulator.life;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws from a seed, the same on every machine: only exact arithmetic and StrictMath. */
public final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double LARGE_MEAN = 30;

  private final SplittableRandom random;

  private Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The dice of one of many streams, which are independent of each other. */
  public static Dice of(long seed, Stream stream, long number) {
    long mixed = new SplittableRandom(seed + stream.number * GOLDEN).nextLong();
    return new Dice(new SplittableRandom(mixed ^ (number * GOLDEN)).nextLong());
  }

  /** What draws are for: a stream that draws more or less leaves the others as they are. */
  public enum Stream {
    CATALOGUE(1),
    LIFE(2),
    PERSON(3),
    CLICKS(4),
    EXTRAS(6),
    RUNS(7),
    BLOCKS(8),
    FUTURE(5),
    ADDRESSES(9),
    REQUESTS(10),
    CRAWLERS(11),
    SCANNERS(12);

    private final int number;

    Stream(int number) {
      this.number = number;
    }
  }

  /** 64 random bits. */
  public long bits() {
    return random.nextLong();
  }

  public double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public <T> T oneOf(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Roughly normal with mean 0 and standard deviation 1: a sum of twelve uniform draws. */
  public double bell() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** An exponential waiting time with this mean. */
  public double waiting(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** A log-normal value with this median: its upper tail is long. */
  public double spread(double median, double sigma) {
    return median * StrictMath.exp(sigma * bell());
  }

  /** A Poisson count; from a mean of 30 on the normal distribution that it approaches. */
  public int poisson(double mean) {
    if (mean > LARGE_MEAN) {
      return (int) Math.max(0, StrictMath.rint(mean + StrictMath.sqrt(mean) * bell()));
    }
    double left = random.nextDouble();
    if (left < 1 - mean) {
      return 0; // Because exp(-mean) is at least 1 - mean.
    }
    double probability = StrictMath.exp(-mean);
    int count = 0;
    while (left >= probability && count < 4 * LARGE_MEAN) {
      left -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }

  /** An index, drawn by cumulative weights. */
  public int index(double[] cumulative) {
    return index(cumulative, cumulative.length);
  }

  /** An index below {@code length}, drawn by the first {@code length} cumulative weights. */
  public int index(double[] cumulative, int length) {
    double at = random.nextDouble() * cumulative[length - 1];
    int found = Arrays.binarySearch(cumulative, 0, length, at);
    return Math.min(found < 0 ? -found - 1 : found + 1, length - 1);
  }

  public static double[] cumulative(double... weights) {
    double[] sums = weights.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    return sums;
  }
}
