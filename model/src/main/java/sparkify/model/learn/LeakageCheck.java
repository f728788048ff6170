package sparkify.model.learn;

import java.util.List;
import java.util.Locale;
import sparkify.common.OperatorError;
import sparkify.model.measure.Evaluation;

/**
 * Refuses features that give the label away: one that ranks leavers almost perfectly by itself was
 * most likely measured after they had left (Kaufman et al., Leakage in Data Mining, 2012).
 *
 * @param largest the highest ROC-AUC that a single feature may have, in either direction
 */
record LeakageCheck(double largest) {
  /** Columns that are looked at together: a million rows of them take 80 MB. */
  private static final int AT_A_TIME = 10;

  /**
   * Looks at the training rows.
   *
   * @throws OperatorError that names the first such feature
   */
  void requireNone(Examples examples, RoleRows train) {
    List<String> features = examples.features();
    for (int from = 0; from < features.size(); from += AT_A_TIME) {
      List<String> some = features.subList(from, Math.min(features.size(), from + AT_A_TIME));
      double[][] values = Examples.values(examples.rows(Examples.TRAIN), some, train);
      for (int i = 0; i < some.size(); i++) {
        double auc = Evaluation.rocAuc(train.cases(), values[i]);
        require(some.get(i), Math.max(auc, 1 - auc));
      }
    }
  }

  private void require(String feature, double auc) {
    if (auc > largest) {
      throw new OperatorError(
          String.format(
              Locale.ROOT,
              "Cannot train a model: the feature %s alone tells leavers from stayers with a ROC-AUC of %.3f, so it probably contains the answer; look at where its values come from, or raise model.largest-single-auc (%s)",
              feature,
              auc,
              largest));
    }
  }
}
