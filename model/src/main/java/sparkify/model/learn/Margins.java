package sparkify.model.learn;

import java.io.Serial;
import java.io.Serializable;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.sql.Row;

/** Scores a row for each candidate of a fit, in their order. Runs on the executors. */
abstract sealed class Margins implements Function<Row, Margins.Of> {
  @Serial private static final long serialVersionUID = 1L;

  /** The scores of one row, higher for users who are likelier to churn. */
  @SuppressWarnings("ArrayRecordComponent") // Only carried from executor to driver.
  record Of(String key, double[] raw) implements Serializable {}

  @Override
  public Of call(Row row) {
    String user = row.getAs("userId");
    Object cutoff = row.getAs("cutoff");
    Vector features = row.getAs(Examples.VECTOR);
    return new Of(Example.key(user, cutoff.toString()), raw(features));
  }

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
