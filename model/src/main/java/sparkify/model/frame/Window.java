package sparkify.model.frame;

/**
 * Whole days before a cutoff.
 *
 * @param from how many days before the cutoff it begins
 * @param until how many days before the cutoff it ends
 */
record Window(int from, int until) {
  /** The {@code days} days up to the cutoff. */
  static Window last(int days) {
    return new Window(days, 0);
  }

  /** The {@code days} days up to the beginning of this window. */
  Window before(int days) {
    return new Window(from + days, from);
  }

  /** The ending of feature names. */
  String suffix() {
    return from + "d";
  }

  /** The window in plain words. */
  String describe() {
    return until == 0
        ? "%d days before T".formatted(from)
        : "days %d to %d before T".formatted(until + 1, from);
  }
}
