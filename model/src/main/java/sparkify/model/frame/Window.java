package sparkify.model.frame;

/**
 * Whole days before a cutoff.
 *
 * @param from how many days before the cutoff it begins, {@link #UNBOUNDED} for all data
 * @param until how many days before the cutoff it ends
 */
record Window(int from, int until) {
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  /** All data before the cutoff. */
  static final Window ALL = new Window(UNBOUNDED, 0);

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
    return equals(ALL) ? "all" : from + "d";
  }

  /** The window in plain words. */
  String describe() {
    if (equals(ALL)) {
      return "all data before T";
    }
    return until == 0
        ? "%d days before T".formatted(from)
        : "days %d to %d before T".formatted(until + 1, from);
  }
}
