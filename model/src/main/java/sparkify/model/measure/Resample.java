package sparkify.model.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Scored rows, each as often as a resample has drawn it. */
final class Resample {
  private final Scored scored;
  private final int[] weights;
  private final List<Thresholds> cutoffs;

  /**
   * A resample of {@code scored}.
   *
   * @param weights how often each row counts
   * @param cutoffs the ranking of each cutoff; empty if the scores cannot be ranked
   */
  Resample(Scored scored, int[] weights, List<Thresholds> cutoffs) {
    this.scored = scored;
    this.weights = weights;
    this.cutoffs = cutoffs;
  }

  /** Share of users that can be contacted. */
  double budget() {
    return scored.budget();
  }

  /**
   * The mean over the cutoffs at which {@code metric} is defined; NaN if there are none, or if a
   * score is NaN, which has no place in a ranking.
   */
  double perCutoff(ToDoubleFunction<Thresholds> metric) {
    return cutoffs.stream()
        .mapToDouble(metric)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  /** Leavers ÷ sum of the probabilities. */
  double observedOverExpected() {
    double observed = 0;
    double expected = 0;
    for (int i = 0; i < weights.length; i++) {
      observed += weights[i] * scored.labels()[i];
      expected += weights[i] * scored.probability()[i];
    }
    return observed / expected;
  }

  double brier() {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < weights.length; i++) {
      double error = scored.probability()[i] - scored.labels()[i];
      sum += weights[i] * error * error;
      count += weights[i];
    }
    return sum / count;
  }

  double calibrationIntercept() {
    return LogisticLine.interceptAtSlopeOne(scored.logits(), scored.labels(), weights);
  }

  double calibrationSlope() {
    return LogisticLine.fit(scored.logits(), scored.labels(), weights).slope();
  }
}
