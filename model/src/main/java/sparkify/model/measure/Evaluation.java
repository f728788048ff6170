package sparkify.model.measure;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Evaluates any number of models on the same cases, with the same resamples of users. */
public final class Evaluation {
  /** Coverage of the intervals that are reported. */
  private static final double REPORTED = 0.95;

  /** Coverage of the interval that decides between two models. */
  private static final double DECIDING = 0.90;

  private final Cases cases;
  private final double budget;
  private final int resamples;
  private final long seed;

  /**
   * An evaluation on {@code cases}.
   *
   * @param budget share of users that can be contacted, above 0 and up to 1
   * @param resamples number of bootstrap resamples behind each interval
   */
  public Evaluation(Cases cases, double budget, int resamples, long seed) {
    this.cases = cases;
    this.budget = budget;
    this.resamples = resamples;
    this.seed = seed;
  }

  /** PR-AUC only, averaged over the cutoffs, without an interval. */
  public static double prAuc(Cases cases, double[] raw) {
    Scored scored = new Scored(cases, new Scores(raw, new double[raw.length]), 1);
    return Measure.PR_AUC.of(scored, unweighted(cases));
  }

  /** ROC-AUC only, averaged over the cutoffs, without an interval. */
  public static double rocAuc(Cases cases, double[] raw) {
    Scored scored = new Scored(cases, new Scores(raw, new double[raw.length]), 1);
    return Measure.ROC_AUC.of(scored, unweighted(cases));
  }

  /** All metrics of one model, with 95% intervals. */
  public Metrics metrics(Scores scores) {
    Scored scored = new Scored(cases, scores, budget);
    return Metrics.of(measure -> interval(measure, scored));
  }

  /**
   * The PR-AUC of {@code one} minus that of {@code other}, with a 90% interval. The difference is
   * paired: each resample evaluates both on the same users, so users who are hard to rank for both
   * do not widen the interval.
   */
  public Interval prAucDifference(Scores one, Scores other) {
    return interval(difference(one, other), DECIDING);
  }

  /** The standard error of that difference: its standard deviation over the resamples. */
  public double prAucDifferenceError(double[] one, double[] other) {
    double[] unused = new double[cases.size()];
    ToDoubleFunction<int[]> difference =
        difference(new Scores(one, unused), new Scores(other, unused));
    double[] draws = Arrays.stream(draws(difference)).filter(d -> !Double.isNaN(d)).toArray();
    double mean = Arrays.stream(draws).average().orElse(Double.NaN);
    return Math.sqrt(Arrays.stream(draws).map(d -> (d - mean) * (d - mean)).average().orElse(0));
  }

  private ToDoubleFunction<int[]> difference(Scores one, Scores other) {
    Scored a = new Scored(cases, one, budget);
    Scored b = new Scored(cases, other, budget);
    return weights -> Measure.PR_AUC.of(a, weights) - Measure.PR_AUC.of(b, weights);
  }

  /**
   * The PR-AUC of {@code scores} minus that of random rankings, which give each user a random
   * number: the value is the difference from the base rate, the ends are the differences from the
   * 95% and the 5% quantile of random rankings. (A bootstrap would be biased here: users drawn
   * twice are neighbours in the ranking, which lifts the PR-AUC of pure noise above the base rate.)
   */
  public Interval prAucOverChance(Scores scores) {
    int[] unweighted = unweighted(cases);
    double own = Measure.PR_AUC.of(new Scored(cases, scores, budget), unweighted);
    double baseRate = prAuc(cases, new double[cases.size()]);
    Random random = new Random(seed);
    double[] chance = new double[resamples];
    Arrays.setAll(chance, i -> prAuc(cases, perUser(random)));
    Interval range = Interval.of(baseRate, chance, DECIDING);
    return new Interval(own - baseRate, own - range.high(), own - range.low());
  }

  private double[] perUser(Random random) {
    double[] ofUser = random.doubles(cases.users()).toArray();
    double[] raw = new double[cases.size()];
    Arrays.setAll(raw, row -> ofUser[cases.userOf(row)]);
    return raw;
  }

  private Interval interval(Measure measure, Scored scored) {
    return interval(weights -> measure.of(scored, weights), REPORTED);
  }

  private Interval interval(ToDoubleFunction<int[]> metric, double coverage) {
    return Interval.of(metric.applyAsDouble(unweighted(cases)), draws(metric), coverage);
  }

  private double[] draws(ToDoubleFunction<int[]> metric) {
    double[] draws = new double[resamples];
    // Restarted for each metric, so that all metrics see the same draws.
    UserBootstrap bootstrap = new UserBootstrap(cases, seed);
    Arrays.setAll(draws, i -> metric.applyAsDouble(bootstrap.next()));
    return draws;
  }

  private static int[] unweighted(Cases cases) {
    int[] unweighted = new int[cases.size()];
    Arrays.fill(unweighted, 1);
    return unweighted;
  }
}
