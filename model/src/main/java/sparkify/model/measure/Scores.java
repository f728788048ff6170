package sparkify.model.measure;

import java.util.Arrays;

/** A model's output for each row: a raw score to rank by, and a probability. */
public final class Scores {
  private final double[] raw;
  private final double[] probability;

  /**
   * One raw score and one probability per row.
   *
   * @param raw any number, higher for users who are likelier to churn
   * @param probability of churn, from 0 to 1
   */
  public Scores(double[] raw, double[] probability) {
    if (raw.length != probability.length) {
      throw new IllegalArgumentException(
          "Invalid scores: %d raw and %d probabilities".formatted(raw.length, probability.length));
    }
    this.raw = raw.clone();
    this.probability = probability.clone();
  }

  /** The same probability for everyone: the baseline without any information. */
  public static Scores constant(double probability, int rows) {
    double[] all = new double[rows];
    Arrays.fill(all, probability);
    return new Scores(all, all);
  }

  /** The raw score of a row. */
  public double raw(int row) {
    return raw[row];
  }

  /** The probability of a row. */
  public double probability(int row) {
    return probability[row];
  }

  int size() {
    return raw.length;
  }

  double[] raw() {
    return raw;
  }

  double[] probability() {
    return probability;
  }
}
