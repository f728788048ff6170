package sparkify.model.measure;

import java.util.Arrays;
import java.util.Random;

/**
 * Draws users with replacement, as many as there are, each with all its rows: rows of one user are
 * not independent, so resampling rows would make intervals too narrow.
 */
final class UserBootstrap {
  private final Cases cases;
  private final Random random;
  private final int[] drawn;
  private final int[] weights;

  /** The same cases and seed give the same draws, whatever is measured on them. */
  UserBootstrap(Cases cases, long seed) {
    this.cases = cases;
    this.random = new Random(seed);
    this.drawn = new int[cases.users()];
    this.weights = new int[cases.size()];
  }

  /** How often each row counts in the next resample; valid until the one after. */
  int[] next() {
    Arrays.fill(drawn, 0);
    for (int i = 0; i < drawn.length; i++) {
      drawn[random.nextInt(drawn.length)]++;
    }
    Arrays.setAll(weights, row -> drawn[cases.userOf(row)]);
    return weights;
  }
}
