package sparkify.producer.compare;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How much a profile would differ from itself with other users of the same kind: users are drawn
 * with replacement, and likewise the days of rows without a user.
 */
final class Bootstrap {
  static final int ROUNDS = 200;
  private static final long SEED = 1;

  /** How often each tally is drawn, by round. */
  private final List<int[]> rounds;

  private Bootstrap(List<int[]> rounds) {
    this.rounds = rounds;
  }

  static Bootstrap of(Profile profile) {
    SplittableRandom random = new SplittableRandom(SEED);
    return new Bootstrap(Stream.generate(() -> draw(profile, random)).limit(ROUNDS).toList());
  }

  /** The weights with which every tally counts once. */
  static int[] once(Profile profile) {
    int[] weights = new int[profile.tallies().size()];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** The distance that only one round in twenty exceeds. */
  double band(ToDoubleFunction<int[]> distance) {
    return quantile(0.95, sorted(distance));
  }

  /** Where the middle 95% of the rounds are. */
  Interval interval(Measure.Weighted measure) {
    double[] sorted = sorted(measure::of);
    return new Interval(quantile(0.025, sorted), quantile(0.975, sorted));
  }

  private double[] sorted(ToDoubleFunction<int[]> measure) {
    return rounds.stream()
        .mapToDouble(measure)
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
  }

  private static double quantile(double q, double[] sorted) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
  }

  private static int[] draw(Profile profile, SplittableRandom random) {
    int users = profile.users().size();
    int days = profile.nobody().size();
    int[] weights = new int[users + days];
    for (int i = 0; i < users; i++) {
      weights[random.nextInt(users)]++;
    }
    for (int i = 0; i < days; i++) {
      weights[users + random.nextInt(days)]++;
    }
    return weights;
  }
}
