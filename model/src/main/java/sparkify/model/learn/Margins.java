package sparkify.model.learn;

import java.io.Serial;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.sql.Row;

/** Scores rows for each candidate of a fit, in their order. Runs on the executors. */
abstract sealed class Margins implements FlatMapFunction<Iterator<Row>, Block> {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Block> call(Iterator<Row> rows) {
    return List.of(Block.of(rows, row -> raw(row.getAs(Examples.VECTOR)))).iterator();
  }

  /** One score per candidate, higher for users who are likelier to churn. */
  abstract double[] raw(Vector features);

  /** Log-odds. */
  static final class OfLine extends Margins {
    @Serial private static final long serialVersionUID = 1L;

    private final LogisticRegressionModel model;

    OfLine(LogisticRegressionModel model) {
      this.model = model;
    }

    @Override
    double[] raw(Vector features) {
      return new double[] {model.predictRaw(features).apply(1)};
    }
  }

  /** Half the log-odds, as in MLlib, after each of the given numbers of trees. */
  static final class OfTrees extends Margins {
    @Serial private static final long serialVersionUID = 1L;

    private final DecisionTreeRegressionModel[] trees;
    private final double[] weights;
    private final int[] sizes;

    OfTrees(GBTClassificationModel model, int[] sizes) {
      this.trees = model.trees();
      this.weights = model.treeWeights();
      this.sizes = sizes;
    }

    @Override
    double[] raw(Vector features) {
      double[] raw = new double[sizes.length];
      double sum = 0;
      int tree = 0;
      for (int i = 0; i < sizes.length; i++) {
        for (; tree < Math.min(sizes[i], trees.length); tree++) {
          sum += weights[tree] * trees[tree].predict(features);
        }
        raw[i] = sum;
      }
      return raw;
    }
  }
}
