package sparkify.model.learn;

import java.util.List;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.model.learn.Candidate.Boosted;
import sparkify.model.learn.Candidate.Logistic;

/** One fit of a model, which yields the scores of one or more candidates. */
sealed interface Fit {
  List<? extends Candidate> candidates();

  /** Fits to {@code rows} and returns the function that scores a row for each candidate. */
  Margins to(Dataset<Row> rows, long seed);

  /**
   * The fits that training tries, the simplest first. They are few, because the best of many
   * candidates is mostly the luckiest when there are few leavers, and small, because a tree costs a
   * Spark job per level.
   */
  static List<Fit> all() {
    return List.of(
        new Line(new Logistic(1)),
        new Line(new Logistic(0.3)),
        new Line(new Logistic(0.1)),
        new Line(new Logistic(0.03)),
        new Line(new Logistic(0.01)),
        new Trees(2, 0.1, List.of(20, 40)));
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
