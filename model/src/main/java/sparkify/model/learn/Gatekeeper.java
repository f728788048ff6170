package sparkify.model.learn;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Scores;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelRegistry;

/**
 * Decides whether a new model may replace the current one.
 *
 * <p>It may unless it is clearly worse, that is, unless the 90% interval of the difference in
 * PR-AUC (new − old, on the same test rows) lies below 0. Without an old model to compare with, it
 * must clearly beat the base rate: its PR-AUC must exceed that of 95% of random rankings, which on
 * average is the share of leavers.
 */
final class Gatekeeper {
  private final ModelRegistry registry;
  private final TestSet test;

  Gatekeeper(ModelRegistry registry, TestSet test) {
    this.registry = registry;
    this.test = test;
  }

  /** Judges the model {@code fresh} by {@code scores}, its scores of the test rows. */
  Gate judge(Subject fresh, Scores scores, Optional<ModelCard> current) {
    if (current.isEmpty()) {
      return first(difference(scores), null, "");
    }
    ModelCard old = current.get();
    Optional<String> obstacle = obstacle(fresh, old);
    if (obstacle.isPresent()) {
      String note = "cannot be compared with %s, %s; ".formatted(old.version(), obstacle.get());
      return first(difference(scores), old.version(), note);
    }
    Scores oldScores = test.scores(registry.load(old));
    return successor(test.prAucDifference(scores, oldScores), old.version());
  }

  /** The model to judge: its features, and the first day of its test. */
  record Subject(List<String> features, LocalDate firstTestCutoff) {}

  static Gate successor(Interval difference, String old) {
    boolean passed = !(difference.high() < 0);
    String why = passed ? "not clearly worse than %s" : "clearly worse than %s";
    return new Gate(passed, old, difference, why.formatted(old));
  }

  static Gate first(Interval difference, @Nullable String old, String note) {
    boolean passed = difference.low() > 0;
    String why =
        passed ? "clearly better than the base rate" : "not clearly better than the base rate";
    return new Gate(passed, old, difference, note + why);
  }

  /** The reason why the two models cannot be compared, if there is one. */
  static Optional<String> obstacle(Subject fresh, ModelCard old) {
    if (!old.featureNames().equals(fresh.features())) {
      return Optional.of("which uses different features");
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

  private Interval difference(Scores scores) {
    return test.prAucOverChance(scores);
  }
}
