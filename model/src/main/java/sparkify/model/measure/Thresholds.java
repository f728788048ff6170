package sparkify.model.measure;

/**
 * What lies above each threshold of a ranking, from the highest threshold to the lowest, which has
 * everything above it. All measures of a ranking follow from it; without leavers they are NaN.
 */
final class Thresholds {
  private final double[] leavers;
  private final double[] rows;

  /**
   * Thresholds with these above them.
   *
   * @param leavers number of leavers, ascending
   * @param rows number of leavers and stayers, ascending
   */
  Thresholds(double[] leavers, double[] rows) {
    this.leavers = leavers;
    this.rows = rows;
  }

  /** Probability that a leaver ranks above a stayer, a tie counting half (Mann–Whitney). */
  double rocAuc() {
    double ordered = 0;
    double before = 0;
    double stayersBefore = 0;
    for (int i = 0; i < rows.length; i++) {
      double stayers = rows[i] - leavers[i];
      ordered += (stayers - stayersBefore) * (before + leavers[i]) / 2;
      before = leavers[i];
      stayersBefore = stayers;
    }
    return ordered / (before * stayersBefore);
  }

  /** Σ (recall − recall before) × precision. */
  double averagePrecision() {
    double sum = 0;
    double before = 0;
    for (int i = 0; i < rows.length; i++) {
      if (leavers[i] > before) {
        sum += (leavers[i] - before) * leavers[i] / rows[i];
        before = leavers[i];
      }
    }
    return sum / before;
  }

  /** Share of the leavers who are in the top {@code share} of the rows. */
  double recall(double share) {
    return caught(top(share)) / last(leavers);
  }

  /** Share of leavers in the top {@code share} of the rows ÷ their share among all rows. */
  double lift(double share) {
    double top = top(share);
    return caught(top) / top / (last(leavers) / last(rows));
  }

  /** Number of rows in the top {@code share}, rounded, at least one. */
  private double top(double share) {
    return Math.max(1, Math.rint(share * last(rows)));
  }

  /** Leavers among the first {@code top} rows; a group across the boundary counts in proportion. */
  private double caught(double top) {
    double before = 0;
    double rowsBefore = 0;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] >= top) {
        double share = (top - rowsBefore) / (rows[i] - rowsBefore);
        return before + share * (leavers[i] - before);
      }
      before = leavers[i];
      rowsBefore = rows[i];
    }
    return before;
  }

  private static double last(double[] values) {
    return values.length == 0 ? 0 : values[values.length - 1];
  }
}
