package sparkify.model.measure;

import java.util.function.Function;

/**
 * What a retention team wants to know about a model, each with its 95% interval.
 *
 * <p>Ranking metrics are computed at each cutoff that has leavers and stayers and then averaged,
 * because a user may churn within the label windows of several cutoffs. Rows with equal scores form
 * one group throughout: none of them comes before another.
 *
 * @param rocAuc probability that a leaver is ranked above a stayer, a tie counting half
 * @param prAuc average precision: Σ (recall gained at a threshold) × (precision there)
 * @param lift10 share of leavers among the top-ranked tenth ÷ their share among all
 * @param recallAtBudget share of the leavers who are among the users that the budget can contact
 * @param brier mean of (probability − label)² over the rows of all cutoffs; 0 is perfect
 * @param observedOverExpected leavers ÷ sum of the probabilities, over the rows of all cutoffs; 1
 *     is ideal, above 1 the probabilities are too low
 * @param calibrationIntercept a in logit P(churn) = a + logit(probability), fitted by maximum
 *     likelihood over the rows of all cutoffs (Cox 1958); 0 is ideal, above 0 the probabilities are
 *     too low
 * @param calibrationSlope b in logit P(churn) = a + b·logit(probability), fitted by maximum
 *     likelihood over the rows of all cutoffs (Cox 1958); 1 is ideal, below 1 the probabilities are
 *     too extreme, above 1 too moderate; NaN when all are equal
 */
public record Metrics(
    Interval rocAuc,
    Interval prAuc,
    Interval lift10,
    Interval recallAtBudget,
    Interval brier,
    Interval observedOverExpected,
    Interval calibrationIntercept,
    Interval calibrationSlope) {

  static Metrics of(Function<Measure, Interval> measured) {
    return new Metrics(
        measured.apply(Measure.ROC_AUC),
        measured.apply(Measure.PR_AUC),
        measured.apply(Measure.LIFT_10),
        measured.apply(Measure.RECALL_AT_BUDGET),
        measured.apply(Measure.BRIER),
        measured.apply(Measure.OBSERVED_OVER_EXPECTED),
        measured.apply(Measure.CALIBRATION_INTERCEPT),
        measured.apply(Measure.CALIBRATION_SLOPE));
  }
}
