package sparkify.model.learn;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Scores;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Feature;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelRegistry;

/**
 * Decides whether a new model may replace the current one.
 *
 * <p>Its PR-AUC must exceed that of 95% of random rankings, both on the test rows and on the train
 * rows of users who were held out: a model that learnt nothing points in some direction, too, and
 * on the test rows that may by chance be a good one. And it must not be clearly worse than the
 * current model: the 90% interval of the difference in PR-AUC (new − old, on the same test rows)
 * must not lie below 0. If no old model can be compared, the first is enough. Where one of them is
 * undefined, the model does not pass. Nor does a model that was tested on earlier days than the
 * current one: it tells less of today.
 */
final class Gatekeeper {
  private final ModelRegistry registry;
  private final TestSet test;

  Gatekeeper(ModelRegistry registry, TestSet test) {
    this.registry = registry;
    this.test = test;
  }

  /**
   * Judges the model {@code fresh}.
   *
   * @param outOfFold scores of the train rows, each by a fit that has not seen the user
   * @param scores its scores of the test rows
   */
  Gate judge(Subject fresh, Scores outOfFold, Scores scores, Optional<ModelCard> current)
      throws IOException {
    OverChance overChance =
        new OverChance(test.heldOutOverChance(outOfFold), test.prAucOverChance(scores));
    int judged = registry.testedAt(fresh.testCutoffs()) + 1;
    if (current.isEmpty()) {
      return first(overChance, judged);
    }
    ModelCard old = current.get();
    if (lastTestCutoff(old).isAfter(fresh.lastTestCutoff())) {
      return older(overChance, old, judged);
    }
    Optional<String> obstacle = obstacle(fresh, old);
    if (obstacle.isPresent()) {
      return incomparable(overChance, old.version(), obstacle.get(), judged);
    }
    Scores oldScores = test.scores(registry.load(old));
    Interval overCurrent = test.prAucDifference(scores, oldScores);
    return successor(overChance, overCurrent, old.version(), judged);
  }

  /**
   * The model to judge.
   *
   * @param features that it reads
   * @param testCutoffs days such as 2018-11-10, oldest first
   */
  record Subject(List<Feature> features, List<String> testCutoffs) {
    private LocalDate firstTestCutoff() {
      return LocalDate.parse(testCutoffs.get(0));
    }

    private LocalDate lastTestCutoff() {
      return LocalDate.parse(testCutoffs.get(testCutoffs.size() - 1));
    }
  }

  /**
   * PR-AUC minus that of random rankings.
   *
   * @param heldOut on the train rows of users who were held out
   * @param test on the test rows
   */
  record OverChance(Interval heldOut, Interval test) {
    boolean isClear() {
      return isClear(heldOut) && isClear(test);
    }

    String words() {
      String users = isClear(heldOut) ? "" : " of held-out users";
      return (isClear() ? "" : "not ") + "clearly better than random rankings" + users;
    }

    private static boolean isClear(Interval difference) {
      return difference.isKnown() && difference.low() > 0;
    }
  }

  /** The verdict on a model without a predecessor. */
  static Gate first(OverChance chance, int judged) {
    return new Gate(
        chance.isClear(), null, chance.heldOut(), chance.test(), null, judged, chance.words());
  }

  /** The verdict on a model that cannot be compared with the current one, {@code old}. */
  static Gate incomparable(OverChance chance, String old, String obstacle, int judged) {
    String why = "cannot be compared with %s, %s; %s".formatted(old, obstacle, chance.words());
    return new Gate(chance.isClear(), old, chance.heldOut(), chance.test(), null, judged, why);
  }

  /** The verdict on a model that was tested on earlier days than the current one. */
  static Gate older(OverChance chance, ModelCard current, int judged) {
    String why =
        "older than the current model %s: its last test cutoff is %s"
            .formatted(current.version(), lastTestCutoff(current));
    return new Gate(false, current.version(), chance.heldOut(), chance.test(), null, judged, why);
  }

  private static LocalDate lastTestCutoff(ModelCard card) {
    return new Subject(card.features(), card.origin().cutoffs().test()).lastTestCutoff();
  }

  /** The verdict on a model that is to replace {@code old}. */
  static Gate successor(OverChance chance, Interval overCurrent, String old, int judged) {
    boolean passed = chance.isClear() && keepsUp(overCurrent);
    String link = chance.isClear() == keepsUp(overCurrent) ? "and" : "but";
    String why = "%s %s %s %s".formatted(chance.words(), link, toCurrent(overCurrent), old);
    return new Gate(passed, old, chance.heldOut(), chance.test(), overCurrent, judged, why);
  }

  private static boolean keepsUp(Interval overCurrent) {
    return overCurrent.isKnown() && overCurrent.high() >= 0;
  }

  private static String toCurrent(Interval overCurrent) {
    if (!overCurrent.isKnown()) {
      return "not to be compared by these scores with";
    }
    return keepsUp(overCurrent) ? "not clearly worse than" : "clearly worse than";
  }

  /** The reason why the two models cannot be compared, if there is one. */
  static Optional<String> obstacle(Subject fresh, ModelCard old) {
    Optional<String> other = old.otherFormulas(fresh.features());
    if (other.isPresent()) {
      return Optional.of("because " + other.get());
    }
    LocalDate known =
        old.origin().cutoffs().train().stream()
            .map(LocalDate::parse)
            .max(LocalDate::compareTo)
            .orElseThrow()
            .plusDays(old.origin().horizonDays());
    return known.isAfter(fresh.firstTestCutoff())
        ? Optional.of("which was trained on days of this test period (up to " + known + ")")
        : Optional.empty();
  }
}
