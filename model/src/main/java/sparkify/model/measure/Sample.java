package sparkify.model.measure;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The rows that are evaluated: all, or those of a random choice of users when these are many. More
 * would not change a decision, but every resample takes time in proportion.
 */
public final class Sample {
  /** At most this many users are chosen. */
  private static final int USERS = 100_000;

  private final Cases cases;

  /** The chosen rows, ascending. */
  private final int[] rows;

  private Sample(Cases all, int[] rows) {
    this.cases = rows.length == all.size() ? all : all.only(rows);
    this.rows = rows;
  }

  /** The same users and seed give the same choice, in whatever order the rows are. */
  public static Sample of(Cases all, long seed) {
    return of(all, seed, USERS);
  }

  static Sample of(Cases all, long seed, int users) {
    if (all.users() <= users) {
      return new Sample(all, IntStream.range(0, all.size()).toArray());
    }
    long[] drawn = LongStream.of(all.userIds()).map(id -> mixed(id + mixed(seed))).toArray();
    long[] sorted = drawn.clone();
    Arrays.sort(sorted);
    long end = sorted[users];
    return new Sample(
        all, IntStream.range(0, all.size()).filter(r -> drawn[all.userOf(r)] < end).toArray());
  }

  /** How many users would be chosen. */
  public static int users(Cases all) {
    return Math.min(all.users(), USERS);
  }

  /** The chosen rows. */
  public Cases cases() {
    return cases;
  }

  /** The values of the chosen rows. */
  public double[] of(double[] values) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** The scores of the chosen rows. */
  public Scores of(Scores scores) {
    return new Scores(of(scores.raw()), of(scores.probability()));
  }

  /** Makes every bit depend on every bit (the finaliser of SplitMix64, Steele et al. 2014). */
  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
