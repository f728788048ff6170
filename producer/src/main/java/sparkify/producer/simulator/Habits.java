package sparkify.producer.simulator;

/**
 * What a user is used to.
 *
 * @param sessionsPerDay on average, on a day as good as any
 * @param songsPerSession in the middle
 * @param hours weights of the 24 hours, UTC, added up
 * @param weekend how much more, or less, a Saturday or Sunday is
 * @param genres of the user's taste, the first three of them liked most
 * @param thumbsUp per song, for one who is content
 * @param thumbsDown likewise
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
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

  /** Sessions to expect on a day; day 0 of the epoch was a Thursday. */
  double sessionsOn(long epochDay) {
    long weekday = Math.floorMod(epochDay + 3, 7);
    return weekday >= 5 ? sessionsPerDay * weekend : sessionsPerDay;
  }

  /** A genre of the user's taste, or any when the service guesses badly. */
  int genre(double badGuess, Dice dice) {
    return dice.chance(badGuess) ? dice.below(Catalogue.GENRES) : genres[dice.below(genres.length)];
  }

  /** A day with one peak, hours wide. */
  private static double[] hours(int peak, double width) {
    double[] weights = new double[24];
    for (int hour = 0; hour < 24; hour++) {
      int away = Math.min(Math.floorMod(hour - peak, 24), Math.floorMod(peak - hour, 24));
      weights[hour] = 0.15 + StrictMath.exp(-away * away / (2 * width * width));
    }
    return Dice.cumulative(weights);
  }
}
