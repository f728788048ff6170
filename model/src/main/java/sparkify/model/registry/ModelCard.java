package sparkify.model.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.measure.SegmentMetrics;

/**
 * The description of a model, kept as its {@code model.json}.
 *
 * @param features in the order in which the pipeline reads them
 */
public record ModelCard(
    String version, Origin origin, List<Feature> features, Learned learned, Tested tested) {
  public ModelCard {
    features = List.copyOf(features);
  }

  /** The names of the features, in order. */
  public List<String> featureNames() {
    return features.stream().map(Feature::name).toList();
  }

  /** A column that a model reads, and what it says about a user. */
  public record Feature(String name, String description) {
    /** Whether a model that was fitted to this feature can read the other in its place. */
    public boolean isSameAs(Feature other) {
      return name.equals(other.name);
    }
  }

  /**
   * The inputs of the training. Models whose origins differ only in {@code created} have the same
   * version.
   *
   * @param snapshot sequence number of the commit that was read
   * @param code version of this software
   * @param horizonDays length of the label windows
   * @param settings all training settings, by their keys below {@code model}
   */
  public record Origin(
      Instant created,
      long snapshot,
      String code,
      long seed,
      int horizonDays,
      Cutoffs cutoffs,
      Map<String, String> settings) {}

  /** Days such as 2018-11-10, each meaning 00:00 UTC, oldest first. */
  public record Cutoffs(List<String> train, List<String> test) {}

  /**
   * The algorithm that was chosen, and the candidates it was chosen from.
   *
   * @param calibrator turns a raw score into a probability
   */
  public record Learned(
      String algorithm,
      Map<String, Double> parameters,
      List<Candidate> candidates,
      Calibrator calibrator) {}

  /**
   * One candidate that was tried.
   *
   * @param prAuc on held-out users, averaged over the train cutoffs
   * @param standardError of the difference from the best candidate; 0 for the best itself
   */
  public record Candidate(
      String algorithm, Map<String, Double> parameters, double prAuc, double standardError) {}

  /**
   * The result on the test rows, which played no part in training.
   *
   * @param baselines the same metrics for scores that need no model, by name
   * @param prAucOfChance PR-AUC of users ranked by a random number: the base rate, and the range of
   *     the middle 90%
   * @param negativeControl ROC-AUC, with its 95% interval, of the same algorithm when it learns
   *     from labels that are permuted within each cutoff and is tested on such labels
   * @param segments the model on parts of the test rows, by trait
   */
  public record Tested(
      Counts train,
      Counts test,
      Metrics metrics,
      Map<String, Metrics> baselines,
      Interval prAucOfChance,
      Interval negativeControl,
      List<Segment> segments,
      Gate gate) {
    public Tested {
      segments = List.copyOf(segments);
    }
  }

  /**
   * The test rows that share a trait, such as those of paying users.
   *
   * @param trait such as {@code level}
   * @param name such as {@code paid}
   * @param metrics null if too few of these users churn
   */
  public record Segment(
      String trait,
      String name,
      int rows,
      int users,
      int leavers,
      @Nullable SegmentMetrics metrics) {}

  /**
   * Sizes of a set of rows.
   *
   * @param users number of different users
   * @param leavers number of different users who churn within the horizon
   * @param prevalence share of rows whose user churns within the horizon
   */
  public record Counts(int rows, int users, int leavers, double prevalence) {}

  /**
   * Whether this model may replace the current one.
   *
   * @param against the version that was current, or null if there was none
   * @param heldOut PR-AUC of this model minus that of random rankings, with the range of the middle
   *     90% of them, on the train rows, each scored by a fit that had not seen the user
   * @param overChance the same on the test rows
   * @param overCurrent PR-AUC of this model minus that of the current one on the same test rows,
   *     with its 90% interval; null if there was none to compare with
   * @param judged how many models had been judged by the same test cutoffs, this one included; 0 if
   *     nobody counted
   * @param why the reason, as one phrase
   */
  public record Gate(
      boolean passed,
      @Nullable String against,
      Interval heldOut,
      Interval overChance,
      @Nullable Interval overCurrent,
      int judged,
      String why) {}
}
