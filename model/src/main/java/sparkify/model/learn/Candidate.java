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

  /** What it learns from. */
  Inputs inputs();

  /** The Spark predictor, which learns {@code label} from {@link Examples#VECTOR}. */
  Predictor<Vector, ?, ?> predictor(long seed);

  /**
   * Logistic regression on standardised inputs with an elastic-net penalty (Zou and Hastie 2005).
   *
   * @param penalty λ in mean log loss + λ·(α·‖w‖₁ + (1 − α)/2·‖w‖²), with w for inputs of standard
   *     deviation 1
   * @param l1 α, the share of the penalty that sets weights to 0; at 0 it is a ridge
   */
  record Logistic(double penalty, double l1, Inputs inputs) implements Candidate {
    /** Its last steps to 1e-6 take as many as all before, and change no ranking. */
    private static final double LASSO_TOLERANCE = 1e-5;

    /** A ridge on the features as they are. */
    static Logistic ridge(double penalty) {
      return new Logistic(penalty, 0, Inputs.PLAIN);
    }

    /** A ridge on the features and their logarithms. */
    static Logistic withLogs(double penalty) {
      return new Logistic(penalty, 0, Inputs.WITH_LOGS);
    }

    /** Half a ridge, half a lasso, on the features as they are. */
    static Logistic elasticNet(double penalty) {
      return new Logistic(penalty, 0.5, Inputs.PLAIN);
    }

    @Override
    public String algorithm() {
      return inputs == Inputs.PLAIN ? "logistic regression" : "logistic regression with logarithms";
    }

    @Override
    public Map<String, Double> parameters() {
      return l1 == 0 ? Map.of("penalty", penalty) : Map.of("penalty", penalty, "l1", l1);
    }

    @Override
    public LogisticRegression predictor(long seed) {
      return new LogisticRegression()
          .setFeaturesCol(Examples.VECTOR)
          .setStandardization(true)
          .setElasticNetParam(l1)
          .setRegParam(penalty)
          .setMaxIter(100)
          .setTol(l1 == 0 ? 1e-6 : LASSO_TOLERANCE);
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
    public Inputs inputs() {
      return Inputs.PLAIN;
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
