package sparkify.model.learn;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Predictor;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.Vector;

/**
 * An algorithm with its parameters.
 *
 * <p>No candidate weights the classes: weights hardly change the ranking, but the probabilities
 * would no longer be those of churn.
 */
sealed interface Candidate {
  String algorithm();

  Map<String, Double> parameters();

  /** The Spark predictor, which learns {@code label} from {@link Examples#VECTOR}. */
  Predictor<Vector, ?, ?> predictor(long seed);

  /**
   * Logistic regression on standardised features with an L2 penalty.
   *
   * @param penalty λ in mean log loss + λ/2·‖w‖², with w for features of standard deviation 1
   */
  record Logistic(double penalty) implements Candidate {
    @Override
    public String algorithm() {
      return "logistic regression";
    }

    @Override
    public Map<String, Double> parameters() {
      return Map.of("penalty", penalty);
    }

    @Override
    public LogisticRegression predictor(long seed) {
      return new LogisticRegression()
          .setFeaturesCol(Examples.VECTOR)
          .setStandardization(true)
          .setElasticNetParam(0)
          .setRegParam(penalty)
          .setMaxIter(50)
          .setTol(1e-6);
    }
  }

  /**
   * Gradient-boosted trees (Friedman 2001), each fitted to a random sample of the rows.
   *
   * @param depth splits from the root of a tree to a leaf
   * @param trees number of trees
   * @param step learning rate: the share of each tree's correction that is applied
   */
  record Boosted(int depth, int trees, double step) implements Candidate {
    /** With smaller leaves, trees would fit single leavers. */
    private static final int LEAF = 10;

    private static final double DRAWN = 0.7;

    @Override
    public String algorithm() {
      return "boosted trees";
    }

    @Override
    public Map<String, Double> parameters() {
      return new TreeMap<>(
          Map.of("depth", (double) depth, "trees", (double) trees, "step", step, "drawn", DRAWN));
    }

    @Override
    public GBTClassifier predictor(long seed) {
      return new GBTClassifier()
          .setFeaturesCol(Examples.VECTOR)
          .setMaxDepth(depth)
          .setMaxIter(trees)
          .setStepSize(step)
          .setSubsamplingRate(DRAWN)
          .setMinInstancesPerNode(LEAF)
          .setSeed(seed);
    }
  }
}
