package sparkify.model.learn;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.common.ParallelTasks;

/**
 * Cross-validation: scores each training row with a model that has seen no row of its user, by
 * fitting to all folds but the user's own.
 */
final class OutOfFold {
  private final Examples examples;
  private final List<Example> train;
  private final long seed;

  /** One candidate's score of each training row. */
  @SuppressWarnings("ArrayRecordComponent") // Only read, by the caller.
  record Scored(Candidate candidate, double[] raw) {}

  OutOfFold(Examples examples, List<Example> train, long seed) {
    this.examples = examples;
    this.train = train;
    this.seed = seed;
  }

  /** Runs all fits, several at a time: the many small jobs of one alone leave cores idle. */
  List<Scored> of(List<Fit> fits) throws IOException {
    Dataset<Row> rows = examples.vectors(Examples.TRAIN);
    List<Integer> folds = folds();
    List<Callable<List<Margins.Of>>> tasks = new ArrayList<>();
    for (Fit fit : fits) {
      folds.forEach(fold -> tasks.add(task(fit, fold, rows)));
    }
    int threads = Math.max(2, rows.sparkSession().sparkContext().defaultParallelism());
    List<List<Margins.Of>> margins = new ParallelTasks("fit the candidates", threads).run(tasks);
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < fits.size(); i++) {
      int first = i * folds.size();
      scored.addAll(read(fits.get(i), margins.subList(first, first + folds.size())));
    }
    return scored;
  }

  private List<Integer> folds() {
    return train.stream().map(Example::fold).distinct().sorted().toList();
  }

  private Callable<List<Margins.Of>> task(Fit fit, int fold, Dataset<Row> rows) {
    return () -> {
      Margins margins = fit.to(rows.filter(col("fold").notEqual(fold)), seed);
      return rows.filter(col("fold").equalTo(fold)).javaRDD().map(margins).collect();
    };
  }

  private List<Scored> read(Fit fit, List<List<Margins.Of>> folds) {
    Map<String, double[]> byRow = new HashMap<>();
    for (List<Margins.Of> fold : folds) {
      fold.forEach(m -> byRow.put(m.key(), m.raw()));
    }
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < fit.candidates().size(); i++) {
      int at = i;
      double[] raw = train.stream().mapToDouble(e -> of(byRow, e)[at]).toArray();
      scored.add(new Scored(fit.candidates().get(i), raw));
    }
    return scored;
  }

  private static double[] of(Map<String, double[]> byRow, Example example) {
    return Objects.requireNonNull(byRow.get(example.key()), example.key());
  }
}
