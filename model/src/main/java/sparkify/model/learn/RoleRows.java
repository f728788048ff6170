package sparkify.model.learn;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sparkify.model.measure.Cases;

/**
 * The rows of one role without their features, in the order of their numbers. A million of them
 * take about 40 MB.
 */
final class RoleRows {
  private final int[] numbers;
  private final int[] folds;
  private final double[] labels;
  private final List<String> cutoffs;
  private final Cases cases;

  /**
   * The rows with these numbers; all arrays are of the same length.
   *
   * @param numbers ascending, see {@link Examples#ROW}
   * @param users hashes of the users' ids
   * @param cutoffs days since 1970
   */
  RoleRows(int[] numbers, long[] users, int[] cutoffs, double[] labels, int[] folds) {
    this.numbers = numbers;
    this.folds = folds;
    this.labels = labels;
    this.cutoffs =
        IntStream.of(cutoffs)
            .distinct()
            .sorted()
            .mapToObj(day -> LocalDate.ofEpochDay(day).toString())
            .toList();
    this.cases = Cases.of(users, cutoffs, labels);
  }

  int size() {
    return numbers.length;
  }

  /** The number of the row at {@code place}. */
  int number(int place) {
    return numbers[place];
  }

  /** 1 if the row's user churned within the horizon, else 0. */
  double[] labels() {
    return labels;
  }

  /** The different cutoffs, such as 2018-11-10, oldest first. */
  List<String> cutoffs() {
    return cutoffs;
  }

  /** The different folds, ascending. */
  int[] folds() {
    return IntStream.of(folds).distinct().sorted().toArray();
  }

  Cases cases() {
    return cases;
  }

  /**
   * Writes what {@code blocks} say about these rows into {@code columns}, one array per number.
   *
   * @return how many rows they are about
   */
  int place(List<Block> blocks, double[][] columns) {
    int placed = 0;
    for (Block block : blocks) {
      for (int i = 0; i < block.rows().length; i++) {
        int place = Arrays.binarySearch(numbers, block.rows()[i]);
        for (int which = 0; which < columns.length; which++) {
          columns[which][place] = block.value(i, which);
        }
      }
      placed += block.rows().length;
    }
    return placed;
  }
}
