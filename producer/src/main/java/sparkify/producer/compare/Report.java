package sparkify.producer.compare;

import java.io.PrintWriter;
import java.util.List;

/** The tables that compare two profiles; at most 100 columns wide. */
final class Report {
  private static final String SIDE = "%-9s %9s %6s %12s %9s %10s %7s %7s %10s%n";
  private static final String DISTRIBUTION = "%-32s %8s %6s  %-5s  %-24s %9s %8s%n";
  private static final String FIGURE = "%-42s %10s %10s  %-22s  %s%n";

  private final Profile reference;
  private final Profile ours;
  private final int[] eachOfReference;
  private final int[] eachOfOurs;
  private final Bootstrap bootstrap;
  private int close;
  private int inside;

  Report(Profile reference, Profile ours) {
    this.reference = reference;
    this.ours = ours;
    this.eachOfReference = Bootstrap.once(reference);
    this.eachOfOurs = Bootstrap.once(ours);
    this.bootstrap = Bootstrap.of(reference);
  }

  void print(PrintWriter out) {
    printSides(out);
    List<Distribution> distributions = DistributionCatalogue.distributions();
    printDistributions(out, distributions);
    List<Figure.Group> groups = FigureCatalogue.groups();
    printFigures(out, groups);
    out.printf(
        "%n%d of %d distributions close, %d of %d figures inside%n",
        close,
        distributions.size(),
        inside,
        groups.stream().mapToInt(group -> group.figures().size()).sum());
  }

  private void printSides(PrintWriter out) {
    out.printf("reference: %s%nours:      %s%n%n", reference.name(), ours.name());
    out.printf(
        SIDE, "", "users", "days", "rows", "artists", "songs", "agents", "places", "malformed");
    printSide(out, "reference", reference);
    printSide(out, "ours", ours);
    if (reference.days() < ours.days()) {
      out.printf(
          "The reference covers fewer days (%d) than ours (%d): what grows with time differs.%n",
          reference.days(), ours.days());
    }
  }

  private static void printSide(PrintWriter out, String side, Profile profile) {
    out.printf(
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

  private void printDistributions(PrintWriter out, List<Distribution> distributions) {
    out.printf(
        "%nDistance is the total variation: 0 if both are the same, 1 if they have nothing in common."
            + "%nBand is the distance that 95%% of %d resamplings of the reference's users stay within."
            + "%nClose: within %.2f (pages %.2f) or the band.%n%n",
        Bootstrap.ROUNDS, Distribution.AIM, Trait.PAGE.aim());
    out.printf(
        DISTRIBUTION,
        "Distribution",
        "distance",
        "band",
        "",
        "differs most at",
        "reference",
        "ours");
    distributions.forEach(distribution -> print(out, distribution));
  }

  private void print(PrintWriter out, Distribution distribution) {
    List<IntCounts> parts = distribution.on(reference);
    Histogram expected = distribution.sum(parts, eachOfReference);
    Histogram actual = distribution.sum(distribution.on(ours), eachOfOurs);
    double distance = expected.totalVariation(actual);
    double band = bootstrap.band(round -> expected.totalVariation(distribution.sum(parts, round)));
    boolean isClose = distance <= Math.max(band, distribution.aim());
    close += isClose ? 1 : 0;
    int bin = expected.mostDifferent(actual);
    out.printf(
        DISTRIBUTION,
        distribution.name(),
        "%.3f".formatted(distance),
        "%.3f".formatted(band),
        isClose ? "close" : "off",
        distance == 0 ? "" : distribution.describe().apply(reference.vocabulary().labels(), bin),
        distance == 0 ? "" : "%.1f%%".formatted(100 * expected.share(bin)),
        distance == 0 ? "" : "%.1f%%".formatted(100 * actual.share(bin)));
  }

  private void printFigures(PrintWriter out, List<Figure.Group> groups) {
    out.printf("%nInterval: where 95%% of the resamplings are, centred on the reference.%n%n");
    out.printf(FIGURE, "Figure", "reference", "ours", "interval", "");
    for (Figure.Group group : groups) {
      out.printf("%s%n", group.title());
      group.figures().forEach(figure -> print(out, figure));
    }
  }

  private void print(PrintWriter out, Figure figure) {
    Measure.Weighted measure = figure.measure().on(reference);
    double expected = measure.of(eachOfReference);
    double actual = figure.measure().on(ours).of(eachOfOurs);
    Interval interval = bootstrap.interval(expected, measure);
    boolean isInside = interval.contains(actual);
    inside += isInside ? 1 : 0;
    out.printf(
        FIGURE,
        "  " + figure.name(),
        figure.show(expected),
        figure.show(actual),
        figure.show(interval.low()) + " to " + figure.show(interval.high()),
        isInside ? "inside" : "outside");
  }

  private static String count(long number) {
    return "%,d".formatted(number);
  }
}
