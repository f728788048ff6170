package sparkify.model.measure;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates any number of models on the same cases, with the same resamples of users. For use by
 * one thread; it starts others itself.
 */
public final class Evaluation {
  /** Coverage of the intervals that are reported. */
  private static final double REPORTED = 0.95;

  /** Coverage of the interval that decides between two models. */
  private static final double DECIDING = 0.90;

  /**
   * Random rankings per resample. They are cheap, and the end of their range decides: of 1,000, as
   * many as 6.4% of all rankings may lie above it instead of 5%, of 5,000 at most 5.6%.
   */
  private static final int RANKINGS = 5;

  private static final List<Measure> MEASURES = List.of(Measure.values());

  private final Cases cases;
  private final double budget;
  private final int resamples;
  private final long seed;
  private final UserBootstrap bootstrap;

  /** Measured when first needed, because it is the same for every model. */
  private @Nullable Interval chance;

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
    this.bootstrap = new UserBootstrap(cases, resamples, seed);
  }

  /** PR-AUC only, averaged over the cutoffs, without an interval. */
  public static double prAuc(Cases cases, double[] raw) {
    return Measure.PR_AUC.of(ranked(cases, raw).on(unweighted(cases)));
  }

  /** ROC-AUC only, averaged over the cutoffs, without an interval. */
  public static double rocAuc(Cases cases, double[] raw) {
    return Measure.ROC_AUC.of(ranked(cases, raw).on(unweighted(cases)));
  }

  /** All metrics of one model, with 95% intervals. */
  public Metrics metrics(Scores scores) {
    return metrics(List.of(scores)).get(0);
  }

  /** All metrics of several models: less work than one at a time, with the same result. */
  public List<Metrics> metrics(List<Scores> models) {
    List<Scored> scored = models.stream().map(m -> Scored.all(cases, m, budget)).toList();
    return intervals(scored, MEASURES).stream()
        .map(of -> Metrics.of(measure -> of.get(MEASURES.indexOf(measure))))
        .toList();
  }

  /** The metrics of one model on each of several segments, which are numbers of rows. */
  public List<SegmentMetrics> metrics(Scores scores, List<int[]> segments) {
    List<Scored> scored = segments.stream().map(of -> Scored.part(cases, scores, of)).toList();
    return intervals(scored, List.of(Measure.ROC_AUC, Measure.OBSERVED_OVER_EXPECTED)).stream()
        .map(of -> new SegmentMetrics(of.get(0), of.get(1)))
        .toList();
  }

  /**
   * The PR-AUC of {@code one} minus that of {@code other}, with a 90% interval. The difference is
   * paired: each resample evaluates both on the same users, so users who are hard to rank for both
   * do not widen the interval.
   */
  public Interval prAucDifference(Scores one, Scores other) {
    Function<int[], double[]> difference = difference(one.raw(), other.raw());
    double value = difference.apply(unweighted(cases))[0];
    return Interval.of(value, column(bootstrap.draws(difference), 0), DECIDING);
  }

  /** The standard error of that difference: its standard deviation over the resamples. */
  public double prAucDifferenceError(double[] one, double[] other) {
    double[] draws =
        Arrays.stream(column(bootstrap.draws(difference(one, other)), 0))
            .filter(d -> !Double.isNaN(d))
            .toArray();
    double mean = Arrays.stream(draws).average().orElse(Double.NaN);
    return Math.sqrt(Arrays.stream(draws).map(d -> (d - mean) * (d - mean)).average().orElse(0));
  }

  private Function<int[], double[]> difference(double[] one, double[] other) {
    Scored a = ranked(cases, one);
    Scored b = ranked(cases, other);
    return weights ->
        new double[] {Measure.PR_AUC.of(a.on(weights)) - Measure.PR_AUC.of(b.on(weights))};
  }

  /**
   * The PR-AUC of rankings by chance, which give each user a random number: the value is the base
   * rate, the range is that of the middle 90%, so that one ranking in twenty lies above it.
   *
   * <p>A bootstrap of a ranking by chance would be biased: users drawn twice are neighbours in the
   * ranking, which lifts the PR-AUC of pure noise above the base rate.
   */
  public Interval prAucOfChance() {
    Interval known = chance;
    if (known == null) {
      known = measureChance();
      chance = known;
    }
    return known;
  }

  private Interval measureChance() {
    double baseRate = prAuc(cases, new double[cases.size()]);
    double[] chance = new RandomRankings(cases).prAuc(RANKINGS * resamples, seed);
    return Interval.of(baseRate, chance, DECIDING);
  }

  /** The PR-AUC of {@code scores} minus that of rankings by chance, from most to least of it. */
  public Interval prAucOverChance(Scores scores) {
    double own = prAuc(cases, scores.raw());
    Interval chance = prAucOfChance();
    return new Interval(own - chance.value(), own - chance.high(), own - chance.low());
  }

  /** The intervals of each measure, for each of {@code scored}: one draw serves all of them. */
  private List<List<Interval>> intervals(List<Scored> scored, List<Measure> measures) {
    Function<int[], double[]> figures =
        weights ->
            scored.stream()
                .map(s -> s.on(weights))
                .flatMapToDouble(r -> measures.stream().mapToDouble(m -> m.of(r)))
                .toArray();
    double[] values = figures.apply(unweighted(cases));
    double[][] draws = bootstrap.draws(figures);
    List<Interval> all =
        IntStream.range(0, values.length)
            .mapToObj(i -> Interval.of(values[i], column(draws, i), REPORTED))
            .toList();
    int each = measures.size();
    return IntStream.range(0, scored.size())
        .mapToObj(i -> all.subList(i * each, (i + 1) * each))
        .toList();
  }

  private static double[] column(double[][] draws, int figure) {
    return Arrays.stream(draws).mapToDouble(draw -> draw[figure]).toArray();
  }

  private static Scored ranked(Cases cases, double[] raw) {
    return Scored.all(cases, new Scores(raw, new double[raw.length]), 1);
  }

  private static int[] unweighted(Cases cases) {
    int[] unweighted = new int[cases.size()];
    Arrays.fill(unweighted, 1);
    return unweighted;
  }
}
