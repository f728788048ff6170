package sparkify.model.learn;

import java.util.List;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.model.learn.Candidate.Boosted;
import sparkify.model.learn.Candidate.Logistic;

/** One fit, and the candidates whose scores can be read off it. */
sealed interface Fit {
  List<? extends Candidate> candidates();

  /** Fits, and gives what scores rows for each of the candidates. */
  Margins to(Dataset<Row> rows, long seed);

  /**
   * Those that are tried, the simplest first: few, because each choice by the same few leavers
   * flatters the best, and small, because a tree costs a Spark job per level.
   */
  static List<Fit> tried() {
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
   * Boosted trees of one depth: the first few of many are what a fit of few would be, so one fit
   * serves every number of them.
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
