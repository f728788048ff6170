package sparkify.model.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The rows that scores are evaluated on: for each its user, cutoff and label. */
public final class Cases {
  private final int[] users;
  private final int[] cutoffs;
  private final double[] labels;
  private final int userCount;
  private final int cutoffCount;

  /**
   * One user at one cutoff.
   *
   * @param cutoff a day such as 2018-11-10
   * @param label 1 if the user churned within the horizon, else 0
   */
  public record Case(String user, String cutoff, double label) {}

  private Cases(List<Case> cases, Map<String, Integer> users, List<String> cutoffs) {
    this.users = new int[cases.size()];
    this.cutoffs = new int[cases.size()];
    this.labels = new double[cases.size()];
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      this.users[i] = users.computeIfAbsent(one.user(), u -> users.size());
      this.cutoffs[i] = cutoffs.indexOf(one.cutoff());
      this.labels[i] = one.label();
    }
    this.userCount = users.size();
    this.cutoffCount = cutoffs.size();
  }

  /** Numbers users in order of appearance, so that the same rows give the same resamples. */
  public static Cases of(List<Case> cases) {
    List<String> cutoffs = List.copyOf(new TreeSet<>(cases.stream().map(Case::cutoff).toList()));
    return new Cases(cases, new HashMap<>(), cutoffs);
  }

  /** Number of rows. */
  public int size() {
    return labels.length;
  }

  /** Number of different users who churn within the horizon. */
  public int leavers() {
    boolean[] counted = new boolean[userCount];
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
    return userCount;
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

  /** The rows of each cutoff, oldest first. */
  List<int[]> rowsPerCutoff() {
    return IntStream.range(0, cutoffCount)
        .mapToObj(c -> IntStream.range(0, size()).filter(i -> cutoffs[i] == c).toArray())
        .toList();
  }
}
