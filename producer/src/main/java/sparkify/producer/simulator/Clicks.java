package sparkify.producer.simulator;

import java.util.List;
import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Visit;

/**
 * The clicks of a visit besides those that its counts say. The rates are per song, from the page
 * counts of the real data; opinions follow the songs that were liked or not.
 */
final class Clicks {
  private static final List<Kind> KINDS =
      List.of(
          new Kind(Page.HOME, (visit, mood) -> visit.songs() * 0.0365),
          new Kind(Page.ADD_TO_PLAYLIST, (visit, mood) -> visit.songs() * 0.0194 * mood * mood),
          new Kind(Page.LOGOUT, (visit, mood) -> visit.songs() * 0.015),
          new Kind(Page.SETTINGS, (visit, mood) -> visit.songs() * 0.0067),
          new Kind(Page.HELP, (visit, mood) -> visit.songs() * 0.0064 / (mood * mood)),
          new Kind(Page.ABOUT, (visit, mood) -> visit.songs() * 0.0021),
          new Kind(
              Page.DOWNGRADE,
              (visit, mood) -> visit.paid() ? visit.songs() * 0.0105 / (mood * mood) : 0),
          new Kind(
              Page.UPGRADE, (visit, mood) -> visit.paid() ? 0 : visit.songs() * 0.0095 * mood));
  private static final List<Kind> OPINIONS =
      List.of(
          new Kind(
              Page.THUMBS_UP,
              (visit, mood) -> (visit.finds() * 0.211 + visit.songs() * 0.002) * mood),
          new Kind(
              Page.THUMBS_DOWN,
              (visit, mood) -> (visit.badSongs() * 0.24 + visit.songs() * 0.001) / mood));

  private final Page[] pages = new Page[KINDS.size() + OPINIONS.size()];
  private final double[] expected = new double[pages.length];
  private int kinds;
  private double sum;

  /** How often a page is clicked. */
  private interface Rate {
    double in(Visit visit, double mood);
  }

  private record Kind(Page page, Rate rate) {}

  /**
   * Prepares for a visit.
   *
   * @param mood how keen the user is, a factor around 1
   * @param opinions a factor of the thumbs
   */
  void expect(Visit visit, double mood, double opinions) {
    kinds = 0;
    sum = 0;
    KINDS.forEach(kind -> expect(kind.page(), kind.rate().in(visit, mood)));
    OPINIONS.forEach(kind -> expect(kind.page(), opinions * kind.rate().in(visit, mood)));
  }

  /** How many there are. */
  int count(Dice dice) {
    return dice.poisson(sum);
  }

  /** The page of one of them. */
  Page page(Dice dice) {
    double at = dice.between(0, sum);
    int kind = 0;
    while (kind < kinds - 1 && at >= expected[kind]) {
      at -= expected[kind++];
    }
    return pages[kind];
  }

  private void expect(Page page, double count) {
    pages[kinds] = page;
    expected[kinds++] = count;
    sum += count;
  }
}
