package sparkify.model.measure;

import java.util.Arrays;
import java.util.Random;

/**
 * Draws as many users as there are, with replacement, each with all their rows. Rows of one user
 * are not independent, so resampling rows would make the intervals too narrow.
 */
final class UserBootstrap {
  private final Cases cases;
  private final Random random;
  private final int[] drawn;
  private final int[] weights;

  /** The same cases and seed give the same draws. */
  UserBootstrap(Cases cases, long seed) {
    this.cases = cases;
    this.random = new Random(seed);
    this.drawn = new int[cases.users()];
    this.weights = new int[cases.size()];
  }

  /** The weight of each row in the next resample; the array is reused by the next call. */
  int[] next() {
    Arrays.fill(drawn, 0);
    for (int i = 0; i < drawn.length; i++) {
      drawn[random.nextInt(drawn.length)]++;
    }
    Arrays.setAll(weights, row -> drawn[cases.userOf(row)]);
    return weights;
  }
}
