package sparkify.model.measure;

import java.util.Arrays;

/** Probability = 1 / (1 + exp(−(intercept + slope·raw))). */
public record CalibratorLine(double intercept, double slope) implements Calibrator {

  static CalibratorLine rising(double[] raw, double[] labels) {
    CalibratorLine line = eitherWay(raw, labels);
    return line.slope >= 0 ? line : flat(labels);
  }

  static CalibratorLine eitherWay(double[] raw, double[] labels) {
    int[] unweighted = new int[raw.length];
    Arrays.fill(unweighted, 1);
    LogisticLine line = LogisticLine.fit(raw, softened(labels), unweighted);
    return Double.isNaN(line.slope())
        ? flat(labels)
        : new CalibratorLine(line.intercept(), line.slope());
  }

  @Override
  public double probability(double raw) {
    return LogisticLine.sigmoid(intercept + slope * raw);
  }

  /** Log-odds: to rank by, because probabilities close to 0 or 1 may round to the same number. */
  public double logOdds(double raw) {
    return intercept + slope * raw;
  }

  private static CalibratorLine flat(double[] labels) {
    double share = Arrays.stream(softened(labels)).average().orElseThrow();
    return new CalibratorLine(LogisticLine.logit(share), 0);
  }

  /**
   * Platt's targets, (n₁ + 1) / (n₁ + 2) and 1 / (n₀ + 2): the line stays finite on separable
   * labels.
   */
  private static double[] softened(double[] labels) {
    double leavers = Arrays.stream(labels).sum();
    double stayers = labels.length - leavers;
    double high = (leavers + 1) / (leavers + 2);
    double low = 1 / (stayers + 2);
    return Arrays.stream(labels).map(label -> label > 0 ? high : low).toArray();
  }
}
