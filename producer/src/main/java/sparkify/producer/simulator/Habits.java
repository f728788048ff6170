package sparkify.producer.simulator;

/**
 * How a user listens when nothing bothers them.
 *
 * @param sessionsPerDay average number of sessions on a weekday
 * @param songsPerSession median number of songs in a session
 * @param hours cumulative weights of the 24 hours, UTC
 * @param weekend factor for Saturdays and Sundays
 * @param genres the user's favourite genres
 * @param thumbsUp probability per song, while the user is content
 * @param thumbsDown likewise
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Habits(
    double sessionsPerDay,
    double songsPerSession,
    double[] hours,
    double weekend,
    int[] genres,
    double thumbsUp,
    double thumbsDown) {

  static Habits draw(Dice dice) {
    return new Habits(
        Math.min(1.8, dice.spread(0.27, 0.65)),
        Math.min(150, dice.spread(56, 0.4)),
        hours(dice.below(24), dice.between(2, 6)),
        dice.between(0.6, 1.5),
        new int[] {
          dice.below(Catalogue.GENRES), dice.below(Catalogue.GENRES), dice.below(Catalogue.GENRES)
        },
        dice.spread(0.052, 0.35),
        dice.spread(0.008, 0.35));
  }

  /** The expected number of sessions on a day; day 0 of the epoch was a Thursday. */
  double sessionsOn(long epochDay) {
    long weekday = Math.floorMod(epochDay + 3, 7);
    return weekday >= 5 ? sessionsPerDay * weekend : sessionsPerDay;
  }

  /** One of the user's genres, or any genre if the service guesses badly. */
  int genre(double badGuess, Dice dice) {
    return dice.chance(badGuess) ? dice.below(Catalogue.GENRES) : genres[dice.below(genres.length)];
  }

  /** The weights of a day with one peak, {@code width} hours wide. */
  private static double[] hours(int peak, double width) {
    double[] weights = new double[24];
    for (int hour = 0; hour < 24; hour++) {
      int away = Math.min(Math.floorMod(hour - peak, 24), Math.floorMod(peak - hour, 24));
      weights[hour] = 0.15 + StrictMath.exp(-away * away / (2 * width * width));
    }
    return Dice.cumulative(weights);
  }
}
