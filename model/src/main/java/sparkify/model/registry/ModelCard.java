package sparkify.model.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;

/**
 * All that is known of a model: the content of its {@code model.json}.
 *
 * @param features in the order in which the pipeline takes them
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

  /** A column that a model reads, and what it says of a user. */
  public record Feature(String name, String description) {}

  /**
   * What the model was made from; the same origin, but for the time, is the same version.
   *
   * @param snapshot commit of the lake that was read
   * @param code version of this software
   * @param horizonDays length of the label windows
   * @param settings the others that shaped the model, by name
   */
  public record Origin(
      Instant created,
      long snapshot,
      String code,
      long seed,
      int horizonDays,
      Cutoffs cutoffs,
      Map<String, String> settings) {}

  /** Days, such as 2018-11-10, each at 00:00 UTC, oldest first. */
  public record Cutoffs(List<String> train, List<String> test) {}

  /**
   * The way of learning that was chosen, among which.
   *
   * @param calibrator from raw score to probability
   */
  public record Learned(
      String algorithm,
      Map<String, Double> parameters,
      List<Candidate> candidates,
      Calibrator calibrator) {}

  /**
   * One way of learning that was tried.
   *
   * @param prAuc over the rows of held-out users, the mean over train cutoffs
   * @param standardError of its distance to the best; 0 for the best
   */
  public record Candidate(
      String algorithm, Map<String, Double> parameters, double prAuc, double standardError) {}

  /**
   * How it did on the test rows, which it was not made from.
   *
   * @param baselines the same figures of scores that need no model, by name
   */
  public record Tested(
      Counts train, Counts test, Metrics metrics, Map<String, Metrics> baselines, Gate gate) {}

  /**
   * Sizes of a set of rows.
   *
   * @param users how many different ones
   * @param leavers how many different ones of them leave
   */
  public record Counts(int rows, int users, int leavers, double prevalence) {}

  /**
   * Whether this model may take the place of the one in use.
   *
   * @param against the version that was in use, or null when none was
   * @param prAucDifference this one's minus the other's on the same test rows, with its 90%
   *     interval; where there is no other to compare with, minus that of rankings by chance
   * @param why one sentence
   */
  public record Gate(
      boolean passed, @Nullable String against, Interval prAucDifference, String why) {}
}
