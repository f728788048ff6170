package sparkify.model.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The rows that scores are evaluated on: for each its user, cutoff and label. */
public final class Cases {
  private final int[] users;
  private final int[] cutoffs;
  private final double[] labels;

  /** By the number of the user. */
  private final long[] userIds;

  private final int cutoffCount;

  private Cases(long[] users, int[] cutoffs, double[] labels) {
    this.users = new int[users.length];
    this.userIds = number(users, this.users);
    int[] distinct = IntStream.of(cutoffs).distinct().sorted().toArray();
    this.cutoffs = IntStream.of(cutoffs).map(c -> Arrays.binarySearch(distinct, c)).toArray();
    this.cutoffCount = distinct.length;
    this.labels = labels;
  }

  /**
   * One row per element of the arrays.
   *
   * @param users anything that differs between users, such as a hash of the id
   * @param cutoffs in an order of time, such as days since 1970
   * @param labels 1 if the user churned within the horizon, else 0; not copied
   */
  public static Cases of(long[] users, int[] cutoffs, double[] labels) {
    return new Cases(users, cutoffs, labels);
  }

  /** Numbers users in order of appearance, so that the same rows give the same resamples. */
  private static long[] number(long[] ids, int[] numbers) {
    Map<Long, Integer> known = new HashMap<>();
    long[] byNumber = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      numbers[i] = known.computeIfAbsent(ids[i], id -> known.size());
      byNumber[numbers[i]] = ids[i];
    }
    return Arrays.copyOf(byNumber, known.size());
  }

  /** Number of rows. */
  public int size() {
    return labels.length;
  }

  /** Number of different users who churn within the horizon. */
  public int leavers() {
    boolean[] counted = new boolean[users()];
    int leavers = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] > 0 && !counted[users[i]]) {
        counted[users[i]] = true;
        leavers++;
      }
    }
    return leavers;
  }

  /** Number of different users. */
  public int users() {
    return userIds.length;
  }

  /** Share of rows whose user churns within the horizon. */
  public double prevalence() {
    return Arrays.stream(labels).sum() / labels.length;
  }

  double[] labels() {
    return labels;
  }

  int userOf(int row) {
    return users[row];
  }

  /** What differs between users, by the number of the user. */
  long[] userIds() {
    return userIds;
  }

  /** Only some of the rows. */
  public Cases only(int[] rows) {
    return new Cases(
        IntStream.of(rows).mapToLong(row -> userIds[users[row]]).toArray(),
        IntStream.of(rows).map(row -> cutoffs[row]).toArray(),
        IntStream.of(rows).mapToDouble(row -> labels[row]).toArray());
  }

  /** The rows of each cutoff, oldest first. */
  List<int[]> rowsPerCutoff() {
    return IntStream.range(0, cutoffCount)
        .mapToObj(c -> IntStream.range(0, size()).filter(i -> cutoffs[i] == c).toArray())
        .toList();
  }
}
