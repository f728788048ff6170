package sparkify.model.measure;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Measures any number of models on the same cases, with the same resamples of their users. */
public final class Evaluation {
  /** Of the intervals that are shown. */
  private static final double SHOWN = 0.95;

  /** Of the interval that decides between two models. */
  private static final double DECIDING = 0.90;

  private final Cases cases;
  private final double budget;
  private final int resamples;
  private final long seed;

  /**
   * Measures on {@code cases}.
   *
   * @param budget share of users that can be contacted, above 0 and up to 1
   * @param resamples how often users are drawn for an interval
   */
  public Evaluation(Cases cases, double budget, int resamples, long seed) {
    this.cases = cases;
    this.budget = budget;
    this.resamples = resamples;
    this.seed = seed;
  }

  /** PR-AUC alone, the mean over cutoffs, without an interval. */
  public static double prAuc(Cases cases, double[] raw) {
    Scored scored = new Scored(cases, new Scores(raw, new double[raw.length]), 1);
    return Measure.PR_AUC.of(scored, once(cases));
  }

  /** Every figure of one model, with 95% intervals. */
  public Metrics metrics(Scores scores) {
    Scored scored = new Scored(cases, scores, budget);
    return Metrics.of(measure -> interval(measure, scored));
  }

  /**
   * By how much the PR-AUC of {@code one} exceeds that of {@code other}, with the 90% interval of
   * that difference: both are measured on the same users in each resample, so what is hard for both
   * does not widen it.
   */
  public Interval prAucDifference(Scores one, Scores other) {
    return interval(difference(one, other), DECIDING);
  }

  /** The standard error of that difference for raw scores: its deviation over the resamples. */
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
   * By how much the PR-AUC of {@code scores} exceeds that of scorers that know nothing, each a
   * random number per user: its value is over the base rate, its ends over the 95% and the 5%
   * quantile of those scorers. (The bootstrap cannot tell this: users that are drawn twice stand
   * together in the ranking, which lifts the PR-AUC of mere noise above the base rate.)
   */
  public Interval prAucOverChance(Scores scores) {
    int[] once = once(cases);
    double own = Measure.PR_AUC.of(new Scored(cases, scores, budget), once);
    double flat = prAuc(cases, new double[cases.size()]);
    Random random = new Random(seed);
    double[] chance = new double[resamples];
    Arrays.setAll(chance, i -> prAuc(cases, perUser(random)));
    Interval range = Interval.of(flat, chance, DECIDING);
    return new Interval(own - flat, own - range.high(), own - range.low());
  }

  private double[] perUser(Random random) {
    double[] ofUser = random.doubles(cases.users()).toArray();
    double[] raw = new double[cases.size()];
    Arrays.setAll(raw, row -> ofUser[cases.userOf(row)]);
    return raw;
  }

  private Interval interval(Measure measure, Scored scored) {
    return interval(weights -> measure.of(scored, weights), SHOWN);
  }

  private Interval interval(ToDoubleFunction<int[]> figure, double coverage) {
    return Interval.of(figure.applyAsDouble(once(cases)), draws(figure), coverage);
  }

  private double[] draws(ToDoubleFunction<int[]> figure) {
    double[] draws = new double[resamples];
    // Begun anew for each figure: all figures see the same draws.
    UserBootstrap bootstrap = new UserBootstrap(cases, seed);
    Arrays.setAll(draws, i -> figure.applyAsDouble(bootstrap.next()));
    return draws;
  }

  private static int[] once(Cases cases) {
    int[] once = new int[cases.size()];
    Arrays.fill(once, 1);
    return once;
  }
}
