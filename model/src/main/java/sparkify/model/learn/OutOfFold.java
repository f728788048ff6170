package sparkify.model.learn;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores of the training rows by models that have seen neither them nor any other row of their
 * users: each fold is scored by a fit to the others.
 */
final class OutOfFold {
  private final Examples examples;
  private final List<Example> train;
  private final long seed;

  /** One candidate's score of each training row. */
  @SuppressWarnings("ArrayRecordComponent") // Read once, by the one that asked.
  record Scored(Candidate candidate, double[] raw) {}

  OutOfFold(Examples examples, List<Example> train, long seed) {
    this.examples = examples;
    this.train = train;
    this.seed = seed;
  }

  /** Makes all fits, some at a time: each is many small jobs that leave a core idle. */
  List<Scored> of(List<Fit> fits) {
    Dataset<Row> rows = examples.vectors(Examples.TRAIN);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(2, rows.sparkSession().sparkContext().defaultParallelism()));
    try {
      List<List<Future<List<Margins.Of>>>> running = new ArrayList<>();
      for (Fit fit : fits) {
        running.add(folds().stream().map(fold -> threads.submit(task(fit, fold, rows))).toList());
      }
      List<Scored> scored = new ArrayList<>();
      for (int i = 0; i < fits.size(); i++) {
        scored.addAll(read(fits.get(i), running.get(i)));
      }
      return scored;
    } finally {
      threads.shutdownNow();
    }
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

  private List<Scored> read(Fit fit, List<Future<List<Margins.Of>>> folds) {
    Map<String, double[]> byRow = new HashMap<>();
    for (Future<List<Margins.Of>> fold : folds) {
      await(fold).forEach(m -> byRow.put(m.key(), m.raw()));
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
    return java.util.Objects.requireNonNull(byRow.get(example.key()), example.key());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Failed to fit a candidate", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while candidates were fitted", e);
    }
  }
}
