package sparkify.producer.simulator;

import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Visit;

/**
 * How many clicks of each kind a visit has besides those that its counts say. The rates are per
 * song, from the page counts of the real data; opinions follow the songs that were liked or not.
 */
final class Clicks {
  private static final Page[] KINDS = {
    Page.HOME,
    Page.THUMBS_UP,
    Page.THUMBS_DOWN,
    Page.ADD_TO_PLAYLIST,
    Page.LOGOUT,
    Page.SETTINGS,
    Page.HELP,
    Page.ABOUT,
    Page.DOWNGRADE,
    Page.UPGRADE
  };

  private final double[] expected = new double[KINDS.length];
  private double sum;

  /** Prepares for a visit of a user whose mood is a factor around 1. */
  void expect(Visit visit, double mood, double opinions, boolean paid) {
    double songs = visit.songs();
    double keen = mood * mood;
    sum = 0;
    expect(0, songs * 0.0365);
    expect(1, (visit.finds() * 0.23 + songs * 0.002) * mood * opinions);
    expect(2, (visit.badSongs() * 0.225 + songs * 0.001) / mood * opinions);
    expect(3, songs * 0.0218 * keen);
    expect(4, songs * 0.0150);
    expect(5, songs * 0.0067);
    expect(6, songs * 0.0064 / keen);
    expect(7, songs * 0.0021);
    expect(8, paid ? songs * 0.0105 / keen : 0);
    expect(9, paid ? 0 : songs * 0.0095 * mood);
  }

  /** How many there are. */
  int count(Dice dice) {
    return dice.poisson(sum);
  }

  /** The kind of one of them. */
  Page kind(Dice dice) {
    double at = dice.between(0, sum);
    int kind = 0;
    while (kind < KINDS.length - 1 && at >= expected[kind]) {
      at -= expected[kind++];
    }
    return KINDS[kind];
  }

  private void expect(int kind, double count) {
    expected[kind] = count;
    sum += count;
  }
}
