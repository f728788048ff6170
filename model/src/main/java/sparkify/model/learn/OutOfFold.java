package sparkify.model.learn;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
  private final RoleRows train;
  private final long seed;

  /** One candidate's score of each training row. */
  @SuppressWarnings("ArrayRecordComponent") // Only read, by the caller.
  record Scored(Candidate candidate, double[] raw) {}

  OutOfFold(Examples examples, RoleRows train, long seed) {
    this.examples = examples;
    this.train = train;
    this.seed = seed;
  }

  /** Runs all fits on rows of all folds but one, and scores the rows of that fold. */
  List<Scored> of(List<Fit> fits) throws IOException {
    Map<Inputs, Dataset<Row>> vectors = new EnumMap<>(Inputs.class);
    // Without the cache, Spark would plan and compile for each fit how vectors are made of columns.
    fits.forEach(fit -> vectors.computeIfAbsent(fit.inputs(), examples::cachedTrainVectors));
    try {
      return of(fits, vectors);
    } finally {
      vectors.values().forEach(Dataset::unpersist);
    }
  }

  private List<Scored> of(List<Fit> fits, Map<Inputs, Dataset<Row>> vectors) throws IOException {
    List<Scored> scored = new ArrayList<>();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (Fit fit : fits) {
      double[][] raw = new double[fit.candidates().size()][train.size()];
      for (int i = 0; i < raw.length; i++) {
        scored.add(new Scored(fit.candidates().get(i), raw[i]));
      }
      Dataset<Row> rows = requireNonNull(vectors.get(fit.inputs()));
      for (int fold : train.folds()) {
        tasks.add(task(fit, fold, rows, raw));
      }
    }
    List<Integer> placed = new ParallelTasks("fit the candidates", threads()).run(tasks);
    requireAll(placed.stream().mapToLong(count -> count).sum(), (long) fits.size() * train.size());
    return scored;
  }

  /**
   * The many small jobs of one fit to one partition leave cores idle, so several run at a time. A
   * fit to several partitions makes use of all cores by itself, and needs their memory.
   */
  private int threads() {
    return examples.areOnePartition() ? 2 * examples.cores() : 1;
  }

  /** Fits, and writes the scores of the fold's rows into {@code raw}, one array per candidate. */
  private Callable<Integer> task(Fit fit, int fold, Dataset<Row> rows, double[][] raw) {
    return () -> {
      rows.sparkSession()
          .sparkContext()
          .setJobDescription("Fit " + fit.candidates() + " without fold " + fold);
      Margins margins = fit.to(rows.filter(col("fold").notEqual(fold)), seed);
      Dataset<Row> heldOut = rows.filter(col("fold").equalTo(fold));
      return train.place(heldOut.javaRDD().mapPartitions(margins).collect(), raw);
    };
  }

  private static void requireAll(long placed, long expected) {
    if (placed != expected) {
      throw new IllegalStateException(
          "Candidates scored %d rows, expected %d".formatted(placed, expected));
    }
  }
}
