package sparkify.model.measure;

import java.util.Arrays;

/**
 * A value with its confidence interval.
 *
 * @param value measured on the rows; NaN when they do not define it
 * @param low lower end; NaN when no resample defines it
 * @param high upper end; NaN when no resample defines it
 */
public record Interval(double value, double low, double high) {
  /** What was not measured, or cannot be. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /** Whether the value and both ends are numbers. */
  public boolean isKnown() {
    return !Double.isNaN(value) && !Double.isNaN(low) && !Double.isNaN(high);
  }

  /**
   * The percentile interval of a bootstrap (Efron 1979): between the quantiles (1 − coverage) / 2
   * and (1 + coverage) / 2 of {@code draws}, ignoring NaN.
   */
  static Interval of(double value, double[] draws, double coverage) {
    double[] sorted = Arrays.stream(draws).filter(d -> !Double.isNaN(d)).sorted().toArray();
    double tail = (1 - coverage) / 2;
    return new Interval(value, quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /** Linear between order statistics, like R's type 7 and NumPy's default. */
  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
