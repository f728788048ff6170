package sparkify.model.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.common.config.TrainingSettings;
import sparkify.model.learn.Candidate.Boosted;
import sparkify.model.learn.Candidate.Logistic;

/** One fit of a model, which yields the scores of one or more candidates. */
sealed interface Fit {
  List<? extends Candidate> candidates();

  /** Fits to {@code rows} and returns the function that scores a row for each candidate. */
  Margins to(Dataset<Row> rows, long seed);

  /** What all its candidates learn from. */
  default Inputs inputs() {
    return candidates().get(0).inputs();
  }

  /**
   * The fits that training tries, the simplest first. With few leavers, the best of many candidates
   * is mostly the luckiest: only strong penalties are tried then.
   *
   * @param leavers different users who churn after the train cutoffs
   */
  static List<Fit> forLeavers(int leavers, TrainingSettings.Candidates budget) {
    return leavers < budget.manyLeavers() ? forFew() : forMany(budget);
  }

  private static List<Fit> forFew() {
    return lines(
        Logistic.ridge(1),
        Logistic.ridge(0.3),
        Logistic.ridge(0.1),
        Logistic.elasticNet(0.03),
        Logistic.ridge(0.03));
  }

  private static List<Fit> forMany(TrainingSettings.Candidates budget) {
    List<Fit> fits =
        new ArrayList<>(
            lines(
                Logistic.ridge(0.01),
                Logistic.withLogs(0.01),
                Logistic.withLogs(0.001),
                Logistic.withLogs(0.0001)));
    fits.add(new Trees(budget.treeDepth(), 0.2, List.of((budget.trees() + 1) / 2, budget.trees())));
    return fits;
  }

  private static List<Fit> lines(Logistic... candidates) {
    return Stream.of(candidates).<Fit>map(Line::new).toList();
  }

  /** A logistic regression. */
  record Line(Logistic candidate) implements Fit {
    @Override
    public List<Logistic> candidates() {
      return List.of(candidate);
    }

    @Override
    public Margins to(Dataset<Row> rows, long seed) {
      LogisticRegressionModel model = candidate.predictor(seed).fit(rows);
      return new Margins.OfLine(model);
    }
  }

  /**
   * Boosted trees of one depth. The first n trees of a large fit equal a fit of n trees, so one fit
   * serves candidates of several sizes.
   *
   * @param sizes numbers of trees, ascending
   */
  record Trees(int depth, double step, List<Integer> sizes) implements Fit {
    public Trees {
      sizes = List.copyOf(sizes);
    }

    @Override
    public List<Boosted> candidates() {
      return sizes.stream().map(size -> new Boosted(depth, size, step)).toList();
    }

    @Override
    public Margins to(Dataset<Row> rows, long seed) {
      List<Boosted> candidates = candidates();
      Boosted largest = candidates.get(candidates.size() - 1);
      GBTClassificationModel model = largest.predictor(seed).fit(rows);
      return new Margins.OfTrees(model, sizes.stream().mapToInt(s -> s).toArray());
    }
  }
}
