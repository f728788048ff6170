package sparkify.model.measure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Cases, or some of them, with one model's scores, prepared for many resamples. */
final class Scored {
  /** Probabilities are clipped by this much, because the logit of 0 and 1 is infinite. */
  private static final double EDGE = 1e-6;

  private final int[] rows;
  private final double budget;
  private final boolean isRanked;
  private final List<Ranking> rankings;
  private final double[] labels;
  private final double[] probability;
  private final double[] logits;

  private Scored(Cases cases, Scores scores, double budget, int[] rows) {
    if (cases.size() != scores.size()) {
      throw new IllegalArgumentException(
          "Invalid scores: %d for %d cases (must be one per case)"
              .formatted(scores.size(), cases.size()));
    }
    double[] raw = of(rows, scores.raw());
    this.rows = rows;
    this.budget = budget;
    this.isRanked = Arrays.stream(raw).noneMatch(Double::isNaN);
    this.labels = of(rows, cases.labels());
    this.rankings =
        positions(cases, rows).stream().map(of -> new Ranking(of, raw, labels)).toList();
    this.probability = of(rows, scores.probability());
    this.logits = Arrays.stream(probability).map(p -> LogisticLine.logit(clip(p))).toArray();
  }

  /**
   * All cases.
   *
   * @param budget share of users that can be contacted
   */
  static Scored all(Cases cases, Scores scores, double budget) {
    return new Scored(cases, scores, budget, IntStream.range(0, cases.size()).toArray());
  }

  /** Some of the cases, for measures that need no budget. */
  static Scored part(Cases cases, Scores scores, int[] rows) {
    return new Scored(cases, scores, Double.NaN, rows);
  }

  /**
   * A resample of these rows.
   *
   * @param weights how often each of all cases counts, 0 for not at all
   */
  Resample on(int[] weights) {
    int[] own = IntStream.of(rows).map(row -> weights[row]).toArray();
    List<Thresholds> cutoffs =
        isRanked ? rankings.stream().map(r -> r.weighted(own)).toList() : List.of();
    return new Resample(this, own, cutoffs);
  }

  double budget() {
    return budget;
  }

  double[] labels() {
    return labels;
  }

  double[] probability() {
    return probability;
  }

  /** The log-odds of the probabilities. */
  double[] logits() {
    return logits;
  }

  private static double[] of(int[] rows, double[] values) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** For each cutoff, where its rows are among {@code rows}. */
  private static List<int[]> positions(Cases cases, int[] rows) {
    int[] position = new int[cases.size()];
    Arrays.fill(position, -1);
    for (int i = 0; i < rows.length; i++) {
      position[rows[i]] = i;
    }
    return cases.rowsPerCutoff().stream()
        .map(of -> IntStream.of(of).map(row -> position[row]).filter(at -> at >= 0).toArray())
        .toList();
  }

  private static double clip(double probability) {
    return Math.min(1 - EDGE, Math.max(EDGE, probability));
  }
}
