package sparkify.producer.simulator.life;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Draws an index by weights in constant time: the alias method (A. J. Walker, "An efficient method
 * for generating discrete random variables with general distributions", 1977).
 */
public final class Alias {
  private final double[] keep;
  private final int[] other;

  /**
   * @param weights of the indices, not negative
   */
  public Alias(double[] weights) {
    int n = weights.length;
    keep = new double[n];
    other = new int[n];
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    Deque<Integer> small = new ArrayDeque<>();
    Deque<Integer> large = new ArrayDeque<>();
    for (int i = 0; i < n; i++) {
      keep[i] = weights[i] * n / sum;
      other[i] = i;
      (keep[i] < 1 ? small : large).add(i);
    }
    while (!small.isEmpty() && !large.isEmpty()) {
      int less = small.remove();
      int more = large.remove();
      other[less] = more;
      keep[more] -= 1 - keep[less];
      (keep[more] < 1 ? small : large).add(more);
    }
    small.forEach(i -> keep[i] = 1);
    large.forEach(i -> keep[i] = 1);
  }

  /**
   * An index.
   *
   * @param uniform from 0, included, to 1, excluded
   */
  public int at(double uniform) {
    double scaled = uniform * keep.length;
    int index = (int) scaled;
    return scaled - index < keep[index] ? index : other[index];
  }
}
