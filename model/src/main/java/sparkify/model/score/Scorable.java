package sparkify.model.score;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.model.frame.Cutoffs;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Feature;
import sparkify.model.registry.ModelRegistry;

/**
 * A day that can be scored.
 *
 * @param model the current model
 */
public record Scorable(LocalDate day, ModelCard model) {
  /**
   * Requires that a day can be scored.
   *
   * @param computed the features as this version computes them
   * @param cutoffs of the data
   * @throws TooLittleData when there is no current model, or the day is not complete or not
   *     observed
   * @throws OperatorError when the model reads features that this version computes otherwise, or
   *     its training labels extend beyond the day
   */
  public static Scorable require(
      LocalDate day, LakeFileSystem lake, List<Feature> computed, Cutoffs cutoffs)
      throws IOException {
    Scorable scorable = new Scorable(day, current(day, lake));
    scorable.refuseOtherFormulas(computed);
    scorable.refuseUnobserved(cutoffs.firstObservedDay());
    scorable.refuseHindsight();
    scorable.refuseIncomplete(cutoffs.lastCompleteDay());
    return scorable;
  }

  private static ModelCard current(LocalDate day, LakeFileSystem lake) throws IOException {
    return ModelRegistry.open(lake)
        .current()
        .orElseThrow(
            () ->
                new TooLittleData(
                    "Cannot score %s: there is no current model at %s; run ./deploy.sh train"
                        .formatted(day, lake.root())));
  }

  /** To the formulas of another version, the model's parameters would mean something else. */
  private void refuseOtherFormulas(List<Feature> computed) {
    Optional<String> other = model.otherFormulas(computed);
    if (other.isPresent()) {
      throw new OperatorError(
          "Cannot score with model %s: %s; run ./deploy.sh train"
              .formatted(model.version(), other.get()));
    }
  }

  private void refuseUnobserved(LocalDate firstObserved) {
    if (day.isBefore(firstObserved)) {
      throw new TooLittleData(
          "Cannot score %s: the first day observed is %s; score a later day"
              .formatted(day, firstObserved));
    }
  }

  /** A model trained on labels from after the day would already know the outcome. */
  private void refuseHindsight() {
    var train = model.origin().cutoffs().train();
    LocalDate seen =
        LocalDate.parse(train.get(train.size() - 1)).plusDays(model.origin().horizonDays());
    if (seen.isAfter(day.plusDays(1))) {
      throw new OperatorError(
          "Cannot score %s with model %s: its training labels extend to the end of %s; score that day or a later one"
              .formatted(day, model.version(), seen.minusDays(1)));
    }
  }

  /** On an incomplete day, users would seem inactive whose events have not landed yet. */
  private void refuseIncomplete(LocalDate lastComplete) {
    if (day.isAfter(lastComplete)) {
      throw new TooLittleData(
          "Cannot score %s: the last complete day is %s (model.cutoffs.last-complete-day); score that day or an earlier one"
              .formatted(day, lastComplete));
    }
  }
}
