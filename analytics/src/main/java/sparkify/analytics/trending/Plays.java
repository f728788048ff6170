package sparkify.analytics.trending;

/**
 * How often something was played.
 *
 * @param now in the window
 * @param before in the window before it
 */
public record Plays(long now, long before) {
  Plays plus(Plays other) {
    return new Plays(now + other.now, before + other.before);
  }

  /** How many more than in the window before, or fewer if negative. */
  public long change() {
    return now - before;
  }
}
