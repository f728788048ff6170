package sparkify.model.measure;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Cases with one model's scores, prepared for many evaluations. */
final class Scored {
  /** Probabilities are clipped by this much, because the logit of 0 and 1 is infinite. */
  private static final double EDGE = 1e-6;

  private final List<Ranking> rankings;
  private final boolean isRanked;
  private final double[] labels;
  private final double[] probability;
  private final double[] logits;
  private final double budget;

  Scored(Cases cases, Scores scores, double budget) {
    if (cases.size() != scores.size()) {
      throw new IllegalArgumentException(
          "Invalid scores: %d for %d cases (must be one per case)"
              .formatted(scores.size(), cases.size()));
    }
    this.labels = cases.labels();
    this.rankings =
        cases.rowsPerCutoff().stream()
            .map(rows -> new Ranking(rows, scores.raw(), labels))
            .toList();
    this.isRanked = Arrays.stream(scores.raw()).noneMatch(Double::isNaN);
    this.probability = scores.probability();
    this.logits = new double[probability.length];
    Arrays.setAll(logits, i -> LogisticLine.logit(clip(probability[i])));
    this.budget = budget;
  }

  /** Share of users that can be contacted. */
  double budget() {
    return budget;
  }

  /**
   * The mean over the cutoffs at which {@code metric} is defined; NaN if there are none, or if a
   * score is NaN, which has no place in a ranking.
   */
  double perCutoff(ToDoubleFunction<Ranking> metric) {
    if (!isRanked) {
      return Double.NaN;
    }
    return rankings.stream()
        .mapToDouble(metric)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  double brier(int[] weights) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < labels.length; i++) {
      double error = probability[i] - labels[i];
      sum += weights[i] * error * error;
      count += weights[i];
    }
    return sum / count;
  }

  double calibrationSlope(int[] weights) {
    return LogisticLine.fit(logits, labels, weights).slope();
  }

  private static double clip(double probability) {
    return Math.min(1 - EDGE, Math.max(EDGE, probability));
  }
}
