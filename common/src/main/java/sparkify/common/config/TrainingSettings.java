package sparkify.common.config;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What shapes a churn model: two models of the same data, code and training settings are the same.
 *
 * @param horizon a user counts as churned who cancels within this time after the cutoff
 * @param cutoffs which days it is trained and tested at
 * @param folds groups of users that are held out in turn
 * @param seed of folds, candidates and resamples
 * @param resamples of users behind each interval
 * @param contactBudget share of users a retention team can write to
 * @param isotonicFrom different leavers from which calibration is isotonic
 * @param sortedRows up to this many rows training uses one sorted partition, and so gives the same
 *     bits each time
 */
public record TrainingSettings(
    Duration horizon,
    Cutoffs cutoffs,
    Minimum minimum,
    int folds,
    long seed,
    int resamples,
    double contactBudget,
    int isotonicFrom,
    long sortedRows) {

  /**
   * Which days a model is trained and tested at.
   *
   * @param every from one cutoff to the one before it
   * @param test how many of the newest whose label window fits are for testing
   * @param train at most this many before them are for training
   * @param minObserved data there must be before a cutoff
   * @param lastCompleteDay the day to count back from, or nothing to find it by its volume
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
   * How many different users must have churned for a model to be made.
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

  static TrainingSettings from(Section model) {
    return new TrainingSettings(
        days(model, "horizon"),
        Cutoffs.from(model.section("cutoffs")),
        Minimum.from(model.section("minimum")),
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
