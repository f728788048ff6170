package sparkify.producer.simulator.life;

/**
 * How a user listens, and how the service treats them, when nothing bothers them.
 *
 * @param rhythm when visits begin
 * @param visitsPerDay mean number of visits on a mean day
 * @param songsPerVisit mean number of songs of a visit
 * @param advertsPerSong how many adverts the user is shown on the free level
 * @param badSongs share of the songs that miss the user's taste
 * @param finds share of the songs that the user is glad to have found
 * @param errorsPerSong how often a page fails on the user's devices
 * @param priceMatters how much a higher price bothers the user; 1 is the median
 * @param temper what the user's satisfaction is without anything happening
 */
record Habits(
    Rhythm rhythm,
    double visitsPerDay,
    double songsPerVisit,
    double advertsPerSong,
    double badSongs,
    double finds,
    double errorsPerSong,
    double priceMatters,
    double temper) {

  /** Someone's, whose temper is better by {@code calmer} than it would be. */
  static Habits draw(int hoursBehindUtc, double calmer, Dice dice) {
    return new Habits(
        Rhythm.behindUtc(hoursBehindUtc + (int) StrictMath.rint(1.5 * dice.bell())),
        Math.min(2.5, dice.spread(0.305, 0.56) * StrictMath.sqrt(dice.between(0, 1))),
        Math.min(300, dice.spread(66, 0.55)),
        Math.min(0.4, dice.spread(0.075, 0.6)),
        Math.min(0.4, dice.spread(0.040, 0.7)),
        Math.min(0.6, dice.spread(0.17, 0.35)),
        dice.spread(0.0013, 0.8),
        dice.spread(1, 0.5),
        0.25 * dice.bell() - 0.05 + calmer);
  }
}
