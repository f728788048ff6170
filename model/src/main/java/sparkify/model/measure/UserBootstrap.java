package sparkify.model.measure;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Draws as many users as there are, with replacement, each with all their rows. Rows of one user
 * are not independent, so resampling rows would make the intervals too narrow.
 *
 * <p>Each resample has a seed of its own, so that they can be drawn in parallel and are the same on
 * any number of threads.
 */
final class UserBootstrap {
  private final Cases cases;
  private final long[] seeds;

  /** The same cases and seed give the same draws. */
  UserBootstrap(Cases cases, int resamples, long seed) {
    this.cases = cases;
    this.seeds = new SplittableRandom(seed).longs(resamples).toArray();
  }

  /** What {@code figures} makes of the weights of the rows, for each resample, in their order. */
  double[][] draws(Function<int[], double[]> figures) {
    return IntStream.range(0, seeds.length)
        .parallel()
        .mapToObj(i -> figures.apply(weights(i)))
        .toArray(double[][]::new);
  }

  /** How often each row counts in a resample. */
  int[] weights(int resample) {
    SplittableRandom random = new SplittableRandom(seeds[resample]);
    int[] drawn = new int[cases.users()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[random.nextInt(drawn.length)]++;
    }
    int[] weights = new int[cases.size()];
    Arrays.setAll(weights, row -> drawn[cases.userOf(row)]);
    return weights;
  }
}
