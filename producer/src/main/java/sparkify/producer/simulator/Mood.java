package sparkify.producer.simulator;

/**
 * How content a user is from day to day, and whether they end up leaving.
 *
 * <p>Contentment (0 to 1) drifts around the user's own level and drops with what annoys them. The
 * less content users are, the likelier they decide to leave; for some days they then visibly tire
 * of the service, and at last they cancel. Some change their minds.
 */
final class Mood {
  private static final double DECISION_PER_DAY = 0.052;
  private static final double CHANGE_OF_MIND_PER_DAY = 0.015;
  private static final int FEWEST_DAYS = 4;
  private static final int MORE_DAYS = 11;
  private static final double PULL_BACK = 0.1;
  private static final double DRIFT = 0.05;
  // A day costs this much contentment times its adverts (or bad songs) per song.
  private static final double ADVERT_HURTS = 0.6;
  private static final double BAD_SONG_HURTS = 0.4;

  private final Dice dice;
  private final Reason reason;
  private final double level;
  private double contentment;
  private int decidedOn;
  private int leavesOn = Integer.MAX_VALUE;

  /** Why a user leaves, and so what shows beforehand. */
  enum Reason {
    ADVERTS,
    RECOMMENDATIONS,
    MOVING_AWAY
  }

  Mood(Dice dice) {
    this.dice = dice;
    this.reason = dice.oneOf(Reason.values());
    this.level = Math.min(0.95, Math.max(0.3, 0.72 + 0.12 * dice.bell()));
    this.contentment = level;
  }

  /** Moves on to {@code day}, given what happened since the last call. */
  void wakeUp(int day, int songs, int adverts, int badSongs) {
    double hurt = 0;
    if (songs > 0 && reason == Reason.ADVERTS) {
      hurt = ADVERT_HURTS * adverts / songs;
    } else if (songs > 0 && reason == Reason.RECOMMENDATIONS) {
      hurt = BAD_SONG_HURTS * badSongs / songs;
    }
    double next = contentment + PULL_BACK * (level - contentment) + DRIFT * dice.bell() - hurt;
    contentment = Math.min(1, Math.max(0, next));
    decide(day);
  }

  private void decide(int day) {
    double missing = 1 - contentment;
    if (leavesOn != Integer.MAX_VALUE) {
      if (day < leavesOn && dice.chance(CHANGE_OF_MIND_PER_DAY)) {
        leavesOn = Integer.MAX_VALUE;
        contentment = level;
      }
    } else if (dice.chance(DECISION_PER_DAY * missing * missing)) {
      decidedOn = day;
      leavesOn = day + FEWEST_DAYS + dice.below(MORE_DAYS);
    }
  }

  /** Whether this is the day of the cancellation. */
  boolean leavesOn(int day) {
    return day >= leavesOn;
  }

  /** How tired of the service the user is, from 0 (not at all) to 1 (on the last day). */
  double weariness(int day) {
    if (leavesOn == Integer.MAX_VALUE) {
      return Math.max(0, 0.6 - contentment) * 0.8;
    }
    double part = (day - decidedOn) / (double) (leavesOn - decidedOn);
    return 0.45 + 0.55 * Math.min(1, part);
  }

  /** How far the weariness shows in {@code what}: less unless that is the reason to leave. */
  double weariness(int day, Reason what) {
    return what == reason ? weariness(day) : 0.3 * weariness(day);
  }
}
