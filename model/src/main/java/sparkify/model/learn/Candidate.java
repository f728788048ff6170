package sparkify.model.learn;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Predictor;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.Vector;

/**
 * One way of learning.
 *
 * <p>None weights the classes: a weighted model ranks alike, but its probabilities are no longer
 * those of leaving.
 */
sealed interface Candidate {
  String algorithm();

  Map<String, Double> parameters();

  /** What learns this way from {@link Examples#VECTOR} and {@code label}. */
  Predictor<Vector, ?, ?> predictor(long seed);

  /**
   * Logistic regression on standardised features with an L2 penalty.
   *
   * @param penalty λ in mean log loss + λ/2·‖w‖², w for features of deviation 1
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
   * Gradient-boosted trees (Friedman 2001), each on a drawn share of the rows.
   *
   * @param depth questions from a tree's root to its leaf
   * @param trees how many
   * @param step share of each tree's correction that is made
   */
  record Boosted(int depth, int trees, double step) implements Candidate {
    /** Smaller leaves would be single leavers. */
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
