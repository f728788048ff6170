package sparkify.model.measure;

import java.util.stream.IntStream;

/**
 * Rows from the highest score to the lowest; rows with equal scores form a group.
 *
 * <p>They are sorted once: a resample only changes their weights, so a metric takes one pass.
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

  /** Probability that a leaver ranks above a stayer, a tie counting half (Mann–Whitney). */
  double rocAuc(int[] weights) {
    double leavers = 0;
    double stayers = 0;
    double ordered = 0;
    int start = 0;
    for (int end : ends) {
      double leaving = leaving(start, end, weights);
      double staying = count(start, end, weights) - leaving;
      ordered += staying * (leavers + leaving / 2);
      leavers += leaving;
      stayers += staying;
      start = end;
    }
    return ordered / (leavers * stayers);
  }

  /** Σ (recall − recall before) × precision, over thresholds: one per group. */
  double averagePrecision(int[] weights) {
    double leavers = 0;
    double seen = 0;
    double sum = 0;
    int start = 0;
    for (int end : ends) {
      double leaving = leaving(start, end, weights);
      leavers += leaving;
      seen += count(start, end, weights);
      if (leaving > 0) {
        sum += leaving * leavers / seen;
      }
      start = end;
    }
    return sum / leavers;
  }

  /** Share of the leavers who are in the top {@code share} of the rows. */
  double recall(double share, int[] weights) {
    return caught(top(share, weights), weights) / leaving(0, order.length, weights);
  }

  /** Share of leavers in the top {@code share} of the rows ÷ their share among all rows. */
  double lift(double share, int[] weights) {
    double top = top(share, weights);
    double prevalence = leaving(0, order.length, weights) / count(0, order.length, weights);
    return caught(top, weights) / top / prevalence;
  }

  /** Number of rows in the top {@code share}, rounded, at least one. */
  private double top(double share, int[] weights) {
    return Math.max(1, Math.rint(share * count(0, order.length, weights)));
  }

  /** Leavers among the first {@code top} rows; a group across the boundary counts in proportion. */
  private double caught(double top, int[] weights) {
    double remaining = top;
    double caught = 0;
    int start = 0;
    for (int end : ends) {
      double count = count(start, end, weights);
      double leaving = leaving(start, end, weights);
      if (count >= remaining) {
        return caught + leaving * remaining / count;
      }
      caught += leaving;
      remaining -= count;
      start = end;
    }
    return caught;
  }

  private double leaving(int start, int end, int[] weights) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += weights[order[i]] * labels[order[i]];
    }
    return sum;
  }

  private double count(int start, int end, int[] weights) {
    long sum = 0;
    for (int i = start; i < end; i++) {
      sum += weights[order[i]];
    }
    return sum;
  }
}
