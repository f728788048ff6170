package sparkify.model.measure;

import java.util.function.Function;

/**
 * What a retention team wants to know of a model, each with its 95% interval.
 *
 * <p>Ranking figures are computed at each cutoff that has leavers and stayers and then averaged,
 * because a leaver is in the label windows of several cutoffs. Rows with equal scores are one group
 * throughout: none of them comes before another.
 *
 * @param rocAuc chance that a leaver is ranked above a stayer, ties counting half
 * @param prAuc average precision: Σ (recall gained at a threshold) × (precision there)
 * @param lift10 share of leavers among the tenth ranked highest ÷ their share among all
 * @param recallAtBudget share of the leavers that are among those the budget allows to contact
 * @param brier mean of (probability − label)² over the rows of all cutoffs; 0 is perfect
 * @param calibrationSlope b in logit P(leaves) = a + b·logit(probability), fitted by maximum
 *     likelihood over the rows of all cutoffs (Cox 1958); 1 is right, below 1 the probabilities are
 *     too extreme, above 1 too timid; NaN when they are all alike
 */
public record Metrics(
    Interval rocAuc,
    Interval prAuc,
    Interval lift10,
    Interval recallAtBudget,
    Interval brier,
    Interval calibrationSlope) {

  static Metrics of(Function<Measure, Interval> measured) {
    return new Metrics(
        measured.apply(Measure.ROC_AUC),
        measured.apply(Measure.PR_AUC),
        measured.apply(Measure.LIFT_10),
        measured.apply(Measure.RECALL_AT_BUDGET),
        measured.apply(Measure.BRIER),
        measured.apply(Measure.CALIBRATION_SLOPE));
  }
}
