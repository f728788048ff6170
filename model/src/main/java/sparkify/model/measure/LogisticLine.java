package sparkify.model.measure;

/**
 * Logistic regression on one variable: the line a + b·x in log-odds of maximum likelihood.
 *
 * @param slope NaN when the data do not determine it: all x equal, all labels equal, or separable
 */
record LogisticLine(double intercept, double slope) {
  private static final int STEPS = 50;
  private static final double TOLERANCE = 1e-9;

  /** With a steeper slope, per standard deviation of x, the labels are practically separable. */
  private static final double STEEP = 50;

  /**
   * Fits by Newton's method, on x standardised to mean 0 and deviation 1.
   *
   * @param y labels, which may be soft: from 0 to 1
   * @param weights how often each row counts
   */
  static LogisticLine fit(double[] x, double[] y, int[] weights) {
    Moments moments = Moments.of(x, y, weights);
    if (!(moments.deviation > 0) || !(moments.share > 0) || !(moments.share < 1)) {
      return new LogisticLine(logit(moments.share), Double.NaN);
    }
    double a = logit(moments.share);
    double b = 0;
    for (int step = 0; step < STEPS && Math.abs(b) < STEEP; step++) {
      Newton newton = Newton.at(a, b, x, y, weights, moments);
      a += newton.stepA();
      b += newton.stepB();
      if (Math.abs(newton.stepA()) + Math.abs(newton.stepB()) < TOLERANCE) {
        double slope = b / moments.deviation;
        return new LogisticLine(a - slope * moments.mean, slope);
      }
    }
    return new LogisticLine(logit(moments.share), Double.NaN);
  }

  /**
   * The intercept a of the line a + x of maximum likelihood; NaN when all labels are equal.
   *
   * @param y labels, which may be soft: from 0 to 1
   * @param weights how often each row counts
   */
  static double interceptAtSlopeOne(double[] x, double[] y, int[] weights) {
    double share = Moments.of(x, y, weights).share;
    if (!(share > 0) || !(share < 1)) {
      return Double.NaN;
    }
    double a = 0;
    for (int round = 0; round < STEPS; round++) {
      double step = stepAtSlopeOne(a, x, y, weights);
      a += step;
      if (Math.abs(step) < TOLERANCE) {
        return a;
      }
    }
    return Double.NaN;
  }

  private static double stepAtSlopeOne(double a, double[] x, double[] y, int[] weights) {
    double gradient = 0;
    double curvature = 0;
    for (int i = 0; i < x.length; i++) {
      if (weights[i] > 0) {
        double p = sigmoid(a + x[i]);
        gradient += weights[i] * (y[i] - p);
        curvature += weights[i] * p * (1 - p);
      }
    }
    return Newton.shortened(gradient / curvature, 0).stepA;
  }

  static double logit(double probability) {
    return Math.log(probability / (1 - probability));
  }

  static double sigmoid(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** Mean and deviation of x, and the share of positive labels. */
  private record Moments(double mean, double deviation, double share) {
    static Moments of(double[] x, double[] y, int[] weights) {
      double count = 0;
      double sum = 0;
      double positive = 0;
      for (int i = 0; i < x.length; i++) {
        count += weights[i];
        sum += weights[i] * x[i];
        positive += weights[i] * y[i];
      }
      double mean = sum / count;
      double squares = 0;
      for (int i = 0; i < x.length; i++) {
        squares += weights[i] * (x[i] - mean) * (x[i] - mean);
      }
      double deviation = Math.sqrt(squares / count);
      // The deviation of equal numbers is not 0 but a rounding error.
      boolean allEqual = deviation <= 1e-12 * Math.abs(mean);
      return new Moments(mean, allEqual ? 0 : deviation, positive / count);
    }
  }

  /** Newton's step, from the gradient and curvature of the log-likelihood at a point. */
  private record Newton(double stepA, double stepB) {
    /** Longer steps are shortened to this length: where the curve is flat they would oscillate. */
    private static final double LONGEST = 2;

    static Newton at(double a, double b, double[] x, double[] y, int[] w, Moments moments) {
      double ga = 0;
      double gb = 0;
      double aa = 0;
      double ab = 0;
      double bb = 0;
      for (int i = 0; i < x.length; i++) {
        if (w[i] > 0) {
          double z = (x[i] - moments.mean) / moments.deviation;
          double p = sigmoid(a + b * z);
          double error = w[i] * (y[i] - p);
          double curve = w[i] * p * (1 - p);
          ga += error;
          gb += error * z;
          aa += curve;
          ab += curve * z;
          bb += curve * z * z;
        }
      }
      double determinant = aa * bb - ab * ab;
      return shortened((bb * ga - ab * gb) / determinant, (aa * gb - ab * ga) / determinant);
    }

    private static Newton shortened(double stepA, double stepB) {
      double length = Math.hypot(stepA, stepB);
      double scale = length > LONGEST ? LONGEST / length : 1;
      return new Newton(stepA * scale, stepB * scale);
    }
  }
}
