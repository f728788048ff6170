package sparkify.model.measure;

import java.util.stream.IntStream;

/**
 * Rows from the highest score to the lowest; rows with equal scores form a group.
 *
 * <p>They are sorted once: a resample only changes their weights.
 */
final class Ranking {
  private final int[] order;
  private final double[] labels;

  /** End of each group in {@code order}, exclusive. */
  private final int[] ends;

  Ranking(int[] rows, double[] raw, double[] labels) {
    this.labels = labels;
    this.order =
        IntStream.of(rows)
            .boxed()
            .sorted((a, b) -> Double.compare(raw[b], raw[a]))
            .mapToInt(i -> i)
            .toArray();
    this.ends =
        IntStream.rangeClosed(1, order.length)
            .filter(i -> i == order.length || raw[order[i]] != raw[order[i - 1]])
            .toArray();
  }

  /**
   * The thresholds between the groups, one below each.
   *
   * @param weights how often each row counts, 0 for not at all
   */
  Thresholds weighted(int[] weights) {
    double[] leavers = new double[ends.length];
    double[] rows = new double[ends.length];
    double leaving = 0;
    long count = 0;
    int next = 0;
    for (int group = 0; group < ends.length; group++) {
      for (; next < ends[group]; next++) {
        int row = order[next];
        leaving += weights[row] * labels[row];
        count += weights[row];
      }
      leavers[group] = leaving;
      rows[group] = count;
    }
    return new Thresholds(leavers, rows);
  }
}
