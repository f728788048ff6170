package sparkify.producer.route;

/**
 * How much of an input has been read.
 *
 * @param lines number of lines that are not blank
 * @param sum what they hold: the XXH64 of the last one, with the sum of those before it as seed
 */
public record Position(long lines, long sum) {
  /** Before the first line. */
  public static final Position START = new Position(0, 0);
}
