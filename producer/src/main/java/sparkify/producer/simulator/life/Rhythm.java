package sparkify.producer.simulator.life;

/**
 * When a user's visits begin: a clock that runs some hours behind UTC, and a week with quiet
 * weekends.
 */
public final class Rhythm {
  private static final int HOURS = 24;

  // Shares of the visits by the user's own hour, from midnight on.
  private static final double[] BY_HOUR = {
    0.65, 0.65, 0.66, 0.69, 0.77, 0.96, 1.30, 1.73, 2.13, 2.35, 2.28, 1.89,
    1.29, 0.70, 0.35, 0.25, 0.30, 0.47, 0.76, 0.95, 0.97, 0.89, 0.77, 0.68
  };
  // From Monday on.
  private static final double[] BY_WEEKDAY = {1.34, 1.10, 1.10, 1.05, 1.34, 0.20, 0.74};
  private static final Rhythm[] BEHIND_UTC = new Rhythm[HOURS];

  static {
    for (int hours = 0; hours < HOURS; hours++) {
      BEHIND_UTC[hours] = new Rhythm(hours);
    }
  }

  private final double[][] hours = new double[7][];
  private final double[] visits = new double[7];

  private Rhythm(int behind) {
    for (int weekday = 0; weekday < 7; weekday++) {
      double[] weights = new double[HOURS];
      for (int hour = 0; hour < HOURS; hour++) {
        int own = hour - behind;
        int ownDay = own < 0 ? (weekday + 6) % 7 : weekday;
        weights[hour] = BY_HOUR[Math.floorMod(own, HOURS)] * BY_WEEKDAY[ownDay];
      }
      hours[weekday] = Dice.cumulative(weights);
      visits[weekday] = hours[weekday][HOURS - 1] / HOURS;
    }
  }

  /** The rhythm of a user whose day begins {@code hours} (any number) after that of UTC. */
  static Rhythm behindUtc(int hours) {
    return BEHIND_UTC[Math.floorMod(hours, HOURS)];
  }

  /** The number of visits on a UTC day, relative to the mean day; weekday 0 is Monday. */
  double visitsOn(int weekday) {
    return visits[weekday];
  }

  /** A second of the UTC day at which a visit begins. */
  int second(int weekday, Dice dice) {
    return 3_600 * dice.index(hours[weekday]) + dice.below(3_600);
  }
}
