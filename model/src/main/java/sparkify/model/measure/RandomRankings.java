package sparkify.model.measure;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rankings by a random number per user, as a model would rank them that knows nothing about who
 * leaves. To permute the labels within each cutoff would be the same, but for this: a user has the
 * same number at all cutoffs, because a model ranks a user much the same a week later.
 */
final class RandomRankings {
  private static final int NONE = -1;

  private final double[] labels;

  /** For each cutoff, the row of each user there. */
  private final int[][] rowOfUser;

  /** Of these cases, where a user has at most one row per cutoff. */
  RandomRankings(Cases cases) {
    this.labels = cases.labels();
    this.rowOfUser =
        cases.rowsPerCutoff().stream().map(rows -> rowOfUser(rows, cases)).toArray(int[][]::new);
  }

  private static int[] rowOfUser(int[] rows, Cases cases) {
    int[] rowOfUser = new int[cases.users()];
    Arrays.fill(rowOfUser, NONE);
    for (int row : rows) {
      rowOfUser[cases.userOf(row)] = row;
    }
    return rowOfUser;
  }

  /** The PR-AUC of {@code count} rankings, averaged over the cutoffs that have leavers. */
  double[] prAuc(int count, long seed) {
    long[] seeds = new SplittableRandom(seed).longs(count).toArray();
    return IntStream.range(0, count).parallel().mapToDouble(i -> prAuc(seeds[i])).toArray();
  }

  /** Walking through the users in random order is walking down the ranking of every cutoff. */
  private double prAuc(long seed) {
    int[] order = shuffled(new SplittableRandom(seed));
    return Arrays.stream(rowOfUser)
        .mapToDouble(rows -> averagePrecision(order, rows))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private double averagePrecision(int[] order, int[] rows) {
    double leavers = 0;
    double seen = 0;
    double sum = 0;
    for (int user : order) {
      if (rows[user] != NONE) {
        seen++;
        if (labels[rows[user]] > 0) {
          leavers++;
          sum += leavers / seen;
        }
      }
    }
    return sum / leavers;
  }

  private int[] shuffled(SplittableRandom random) {
    int[] order = IntStream.range(0, rowOfUser[0].length).toArray();
    for (int left = order.length; left > 1; left--) {
      int drawn = random.nextInt(left);
      int last = order[left - 1];
      order[left - 1] = order[drawn];
      order[drawn] = last;
    }
    return order;
  }
}
