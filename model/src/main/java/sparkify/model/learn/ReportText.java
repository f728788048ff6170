package sparkify.model.learn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Candidate;
import sparkify.model.registry.ModelCard.Counts;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelCard.Tested;

/** A training report as one screenful of text. */
final class ReportText {
  /**
   * Of so many models that learnt nothing, one is likelier than not to exceed 95% of random
   * rankings: 1 − 0.95¹⁴ is 0.51.
   */
  private static final int MANY = 14;

  private static final String METRIC = "  %-26s %-24s %-24s %s";

  private final TrainingReport report;
  private final ModelCard card;
  private final List<String> lines = new ArrayList<>();

  ReportText(TrainingReport report) {
    this.report = report;
    this.card = report.card();
  }

  String text() {
    origin();
    candidates();
    metrics();
    control();
    lines.addAll(SegmentTable.of(card.tested().segments()));
    outcome();
    return String.join("\n", lines) + "\n";
  }

  private void origin() {
    ModelCard.Origin origin = card.origin();
    Tested tested = card.tested();
    line(
        "Model %s, trained %s on snapshot %d", card.version(), origin.created(), origin.snapshot());
    line("  churn  cancelling within %d days after the cutoff", origin.horizonDays());
    line("         (who comes back after cancelling stays gone, who falls silent stays active)");
    line("  train  %s", set(tested.train(), origin.cutoffs().train()));
    line("  test   %s", set(tested.test(), origin.cutoffs().test()));
  }

  private static String set(Counts counts, List<String> cutoffs) {
    return format(
        "%d rows of %d users, %d of whom churn (%.1f%% of rows), at cutoffs %s%s",
        counts.rows(),
        counts.users(),
        counts.leavers(),
        100 * counts.prevalence(),
        String.join(", ", cutoffs),
        counts.evaluated() < counts.users()
            ? format("; metrics on %d of the users, drawn at random", counts.evaluated())
            : "");
  }

  private void candidates() {
    ModelCard.Learned learned = card.learned();
    line("");
    line(
        "Candidates (%d features): PR-AUC on held-out users, difference from the best ± standard error:",
        card.features().size());
    double best =
        learned.candidates().stream().mapToDouble(Candidate::prAuc).max().orElse(Double.NaN);
    for (Candidate candidate : learned.candidates()) {
      boolean chosen =
          candidate.algorithm().equals(learned.algorithm())
              && candidate.parameters().equals(learned.parameters());
      line(
          "%s %.3f  %-14s  %s %s",
          chosen ? " *" : "  ",
          candidate.prAuc(),
          candidate.prAuc() == best
              ? "best"
              : format("%+.3f ± %.3f", candidate.prAuc() - best, candidate.standardError()),
          candidate.algorithm(),
          parameters(candidate));
    }
    line(" * chosen: the simplest within one standard error of the best");
  }

  private static String parameters(Candidate candidate) {
    return String.join(
        ", ",
        new TreeMap<>(candidate.parameters())
            .entrySet().stream().map(e -> e.getKey() + " " + number(e.getValue())).toList());
  }

  /** Without the ".0" of a count. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private void metrics() {
    Metrics model = card.tested().metrics();
    line("");
    line("Results on the test rows, with 95%% confidence intervals:");
    line(METRIC, "", "model", "recency alone", "base rate");
    row("ROC-AUC", Metrics::rocAuc);
    row("PR-AUC", Metrics::prAuc);
    chance();
    row("lift in the top tenth", Metrics::lift10);
    row("recall at contact budget", Metrics::recallAtBudget);
    row("Brier score (best 0)", Metrics::brier);
    row("observed/expected (best 1)", Metrics::observedOverExpected);
    row("calib. intercept (best 0)", Metrics::calibrationIntercept);
    row("calibration slope (best 1)", Metrics::calibrationSlope);
    if (width(model.rocAuc()) > 0.1) {
      int leavers = card.tested().test().leavers();
      line("  The intervals are wide because only %d of the test users churn.", leavers);
    }
  }

  private void chance() {
    Interval chance = card.tested().prAucOfChance();
    if (chance.isKnown()) {
      line("    of random rankings, 90%% lie within %.3f … %.3f", chance.low(), chance.high());
    }
  }

  private void control() {
    Interval control = card.tested().negativeControl();
    if (control.isKnown()) {
      boolean atHalf = control.low() <= 0.5 && control.high() >= 0.5;
      line(
          "Negative control: learnt and tested on permuted labels, its ROC-AUC is %s%s",
          interval(control),
          atHalf
              ? ""
              : "; that should include 0.5, and misses it by chance once in 20: before you trust the"
                  + " figures above, train with another model.seed");
    }
  }

  private void row(String name, Function<Metrics, Interval> metric) {
    Tested tested = card.tested();
    line(
        METRIC,
        name,
        interval(metric.apply(tested.metrics())),
        baseline("recency", metric),
        baseline("baseRate", metric));
  }

  private String baseline(String name, Function<Metrics, Interval> metric) {
    Metrics metrics = card.tested().baselines().get(name);
    return metrics == null ? "–" : interval(metric.apply(metrics));
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  /** A value with its interval, as the report prints them. */
  static String interval(Interval interval) {
    return Double.isNaN(interval.value())
        ? "–"
        : format("%.3f (%.3f … %.3f)", interval.value(), interval.low(), interval.high());
  }

  private void outcome() {
    Gate gate = card.tested().gate();
    line("");
    line("Quality gate %s: %s", gate.passed() ? "passed" : "failed", gate.why());
    difference("random rankings", gate.overChance());
    difference("random rankings of held-out users", gate.heldOut());
    if (gate.overCurrent() != null) {
      difference("the model before it", gate.overCurrent());
    }
    judged(gate.judged());
    line("%s", sentence());
  }

  private void difference(String from, Interval difference) {
    if (difference.isKnown()) {
      line(
          "  PR-AUC less that of %s: %+.3f (90%%: %+.3f … %+.3f)",
          from, difference.value(), difference.low(), difference.high());
    }
  }

  private void judged(int models) {
    if (models > 1) {
      line("  %d models, this one included, were judged by these test cutoffs", models);
    }
    if (models >= MANY) {
      line(
          "  The best of so many is partly luck: wait for new days before you believe its figures");
    }
  }

  private String sentence() {
    String current =
        report.current().map(v -> "model " + v + " is current").orElse("there is no current model");
    return switch (report.outcome()) {
      case PROMOTED -> "Promoted: model " + card.version() + " is now the current model";
      case NOT_PROMOTED ->
          card.tested().gate().passed()
              ? "Not promoted, because another model was promoted meanwhile; " + current
              : "Not promoted: " + current;
      case EXISTED -> "Nothing to train, because this model already exists; " + current;
      case CURRENT -> "This is the current model";
    };
  }

  private void line(String format, Object... values) {
    lines.add(format(format, values).stripTrailing());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
