package sparkify.producer.compare;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The tables that compare two profiles; at most 100 columns wide. */
final class Report {
  private static final String SIDE = "%-9s %9s %6s %12s %9s %10s %7s %7s %10s";
  private static final String DISTRIBUTION = "%-32s %8s %6s  %-5s  %-24s %9s %8s";
  private static final String FIGURE = "%-42s %10s %10s  %-22s  %s";

  private final PrintWriter out;
  private final Profile reference;
  private final Profile ours;
  private final int[] eachOfReference;
  private final int[] eachOfOurs;
  private final Bootstrap bootstrap;
  private int close;
  private int inside;

  Report(Profile reference, Profile ours, PrintWriter out) {
    this.out = out;
    this.reference = reference;
    this.ours = ours;
    this.eachOfReference = Bootstrap.once(reference);
    this.eachOfOurs = Bootstrap.once(ours);
    this.bootstrap = Bootstrap.of(reference);
  }

  void print() {
    printSides();
    List<Distribution> distributions = DistributionCatalogue.distributions();
    printDistributions(distributions);
    List<Figure.Group> groups = FigureCatalogue.groups();
    printFigures(groups);
    line("");
    line(
        "%d of %d distributions close, %d of %d figures inside",
        close,
        distributions.size(),
        inside,
        groups.stream().mapToInt(group -> group.figures().size()).sum());
  }

  private void printSides() {
    line("reference: %s", reference.name());
    line("ours:      %s", ours.name());
    line("");
    line(SIDE, "", "users", "days", "rows", "artists", "songs", "agents", "places", "malformed");
    printSide("reference", reference);
    printSide("ours", ours);
    if (reference.days() < ours.days()) {
      line(
          "The reference covers fewer days (%d) than ours (%d): do not compare what grows with time.",
          reference.days(), ours.days());
    }
  }

  private void printSide(String side, Profile profile) {
    line(
        SIDE,
        side,
        count(profile.users().size()),
        count(profile.days()),
        count(profile.rows()),
        count(profile.different(Tally::artists)),
        count(profile.different(Tally::plays)),
        count(profile.different(Tally::agent)),
        count(profile.different(Tally::place)),
        count(profile.malformed()));
  }

  private void printDistributions(List<Distribution> distributions) {
    line("");
    line(
        "Distance: the total variation, 0 if both are the same, 1 if they have nothing in common.");
    line(
        "Band: of %d resamplings of the reference, 95%% are no further from it.", Bootstrap.ROUNDS);
    line("Users are drawn with replacement, and so are the days of rows without a user.");
    line(
        "Close: within the band, or %.2f (%s: %.2f).",
        Distribution.AIM, Trait.PAGE.title(), Trait.PAGE.aim());
    line("");
    line(
        DISTRIBUTION,
        "Distribution",
        "distance",
        "band",
        "",
        "differs most at",
        "reference",
        "ours");
    distributions.forEach(distribution -> print(distribution));
  }

  private void print(Distribution distribution) {
    List<IntCounts> parts = distribution.on(reference);
    Histogram expected = distribution.sum(parts, eachOfReference);
    Histogram actual = distribution.sum(distribution.on(ours), eachOfOurs);
    double distance = expected.totalVariation(actual);
    double band = bootstrap.band(round -> expected.totalVariation(distribution.sum(parts, round)));
    boolean isClose = distance <= Math.max(band, distribution.aim());
    close += isClose ? 1 : 0;
    int bin = expected.mostDifferent(actual);
    line(
        DISTRIBUTION,
        distribution.name(),
        decimals(distance),
        decimals(band),
        isClose ? "close" : "off",
        distance == 0 ? "" : distribution.describe().apply(reference.vocabulary().labels(), bin),
        distance == 0 ? "" : percent(expected.share(bin)),
        distance == 0 ? "" : percent(actual.share(bin)));
  }

  private void printFigures(List<Figure.Group> groups) {
    line("");
    line(
        "Interval: 95%% of the resamplings are in it. It leaves out the chance on our side, which is");
    line("small if many more users are simulated than the reference has.");
    line("");
    line(FIGURE, "Figure", "reference", "ours", "interval", "");
    for (Figure.Group group : groups) {
      line("%s", group.title());
      group.figures().forEach(figure -> print(figure));
    }
  }

  private void print(Figure figure) {
    Measure.Weighted measure = figure.measure().on(reference);
    double expected = measure.of(eachOfReference);
    double actual = figure.measure().on(ours).of(eachOfOurs);
    Interval interval = measure.interval(expected, bootstrap.interval(measure));
    boolean isInside = interval.contains(actual);
    inside += isInside ? 1 : 0;
    line(
        FIGURE,
        "  " + figure.name(),
        figure.show(expected),
        figure.show(actual),
        figure.show(interval.low()) + " to " + figure.show(interval.high()),
        isInside ? "inside" : "outside");
  }

  private static String decimals(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
