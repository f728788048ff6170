package sparkify.common.config;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The settings that shape a churn model: the same data, code and training settings give the same
 * model.
 *
 * @param horizon users who cancel within this time after a cutoff are leavers
 * @param cutoffs the days at which the model is trained and tested
 * @param candidates what is tried, by the number of leavers
 * @param largestSingleAuc the highest ROC-AUC that a feature may have by itself
 * @param folds groups of users that are held out in turn
 * @param seed seed of folds, candidates and resamples
 * @param resamples number of resamples of users behind each confidence interval
 * @param contactBudget share of users that a retention team can contact
 * @param isotonicFrom with at least this many leavers, calibration is isotonic
 * @param sortedRows up to this many rows, training uses one sorted partition, so that the same rows
 *     give the same bits
 */
public record TrainingSettings(
    Duration horizon,
    Cutoffs cutoffs,
    Minimum minimum,
    Candidates candidates,
    double largestSingleAuc,
    int folds,
    long seed,
    int resamples,
    double contactBudget,
    int isotonicFrom,
    long sortedRows) {

  /**
   * The days at which a model is trained and tested.
   *
   * @param every time between two cutoffs
   * @param test number of test cutoffs: the newest whose label windows fit
   * @param train largest number of training cutoffs, which are older
   * @param minObserved time covered by data that a cutoff needs before it
   * @param lastCompleteDay the day to count back from, or empty to find it by its number of events
   */
  public record Cutoffs(
      Duration every,
      int test,
      int train,
      Duration minObserved,
      Optional<LocalDate> lastCompleteDay) {

    static Cutoffs from(Section cutoffs) {
      return new Cutoffs(
          days(cutoffs, "every"),
          cutoffs.integer("test", 1, 100),
          cutoffs.integer("train", 1, 1_000),
          days(cutoffs, "min-observed"),
          date(cutoffs, "last-complete-day"));
    }

    private Cutoffs countedBackFrom(LocalDate day) {
      return new Cutoffs(every, test, train, minObserved, Optional.of(day));
    }

    private static Optional<LocalDate> date(Section section, String key) {
      String text = section.text(key);
      try {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
      } catch (DateTimeParseException e) {
        throw section.bad(key, text, "must be a day such as 2018-11-30, or empty");
      }
    }
  }

  /**
   * How many leavers there must be before a model is trained; each user counts once.
   *
   * @param trainLeavers after a train cutoff
   * @param testLeavers after a test cutoff
   */
  public record Minimum(int trainLeavers, int testLeavers) {
    static Minimum from(Section minimum) {
      return new Minimum(
          minimum.integer("train-leavers", 1, Integer.MAX_VALUE),
          minimum.integer("test-leavers", 1, Integer.MAX_VALUE));
    }
  }

  /**
   * What training tries, depending on how many users churn after the train cutoffs.
   *
   * @param manyLeavers with fewer leavers, only regressions with strong penalties are tried; with
   *     so many or more, weak penalties and boosted trees
   * @param trees largest number of boosted trees
   * @param treeDepth splits from the root of a tree to a leaf
   */
  public record Candidates(int manyLeavers, int trees, int treeDepth) {
    static Candidates from(Section candidates) {
      return new Candidates(
          candidates.integer("many-leavers", 1, Integer.MAX_VALUE),
          candidates.integer("trees", 2, 10_000),
          candidates.integer("tree-depth", 1, 10));
    }
  }

  /** The same with {@code day} as the day to count cutoffs back from. */
  public TrainingSettings countingBackFrom(LocalDate day) {
    return new TrainingSettings(
        horizon,
        cutoffs.countedBackFrom(day),
        minimum,
        candidates,
        largestSingleAuc,
        folds,
        seed,
        resamples,
        contactBudget,
        isotonicFrom,
        sortedRows);
  }

  static TrainingSettings from(Section model) {
    return new TrainingSettings(
        days(model, "horizon"),
        Cutoffs.from(model.section("cutoffs")),
        Minimum.from(model.section("minimum")),
        Candidates.from(model.section("candidates")),
        model.number("largest-single-auc", 0.5, 1),
        model.integer("folds", 2, 100),
        model.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        model.integer("resamples", 100, 1_000_000),
        model.number("contact-budget", 0.001, 1),
        model.integer("isotonic-from", 1, Integer.MAX_VALUE),
        model.longInteger("sorted-rows", 0, Integer.MAX_VALUE));
  }

  private static Duration days(Section section, String key) {
    Duration duration = section.duration(key, Duration.ofDays(1));
    if (!Duration.ofDays(duration.toDays()).equals(duration)) {
      throw section.bad(key, duration, "must be whole days");
    }
    return duration;
  }
}
