package sparkify.model.frame;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.snapshot.Snapshot;

/**
 * Users at cutoffs: their features as of then, and whether they churned soon after.
 *
 * <p>A user is active at a cutoff T if they have been seen logged in on an observed day before T
 * and have not churned before T. An action that was sent to Kafka twice, with the same user,
 * session, item in session and time, counts once.
 *
 * <p>The rows depend on the events only: not on the files that hold them, their order, or Spark's
 * partitions. Datasets are lazy and unordered; unless it is {@link #inOnePass}, each Spark action
 * on one reads the events again, so cache what is used twice.
 */
public final class ChurnFrame {
  private final EventRows events;
  private final TrainingSettings settings;
  private final Cutoffs cutoffs;
  private final @Nullable Kept kept;

  /**
   * Rows that Spark keeps once it has computed them.
   *
   * @param at their cutoffs
   */
  private record Kept(Dataset<Row> rows, List<Instant> at) {}

  private ChurnFrame(
      EventRows events, TrainingSettings settings, Cutoffs cutoffs, @Nullable Kept kept) {
    this.events = events;
    this.settings = settings;
    this.cutoffs = cutoffs;
    this.kept = kept;
  }

  /**
   * Places the cutoffs by the rows per day that the commit log knows.
   *
   * @throws OperatorError when there are no events, no complete day, too few days for a train and a
   *     test cutoff, or a column is missing
   */
  public static ChurnFrame of(SparkSession spark, Snapshot snapshot, TrainingSettings settings) {
    DayVolumes volumes = new DayVolumes(snapshot.rowsPerDay());
    return of(EventRows.of(spark, snapshot), volumes, settings);
  }

  static ChurnFrame of(EventRows events, DayVolumes volumes, TrainingSettings settings) {
    return new ChurnFrame(events, settings, Cutoffs.choose(volumes, settings), null);
  }

  /**
   * The same rows for a job that needs both the {@link #examples()} and the features at the end of
   * the last complete day: they are computed in one pass over the events, and kept until the
   * session's cache is cleared.
   */
  public ChurnFrame inOnePass() {
    Instant end = Cutoffs.instant(cutoffs.lastCompleteDay().plusDays(1));
    List<Instant> at =
        Stream.concat(cutoffs.all().stream().map(Cutoffs::instant), Stream.of(end)).toList();
    Dataset<Row> rows = computed(end, at).persist(StorageLevel.MEMORY_AND_DISK());
    return new ChurnFrame(events, settings, cutoffs, new Kept(rows, at));
  }

  /** The days at which the model is trained and tested. */
  public Cutoffs cutoffs() {
    return cutoffs;
  }

  /**
   * One row per cutoff and user active at it: {@code userId} STRING, {@code cutoff} DATE, {@code
   * role} STRING ({@code train} or {@code test}), {@code label} DOUBLE (1 if the user churns in [T,
   * T + horizon), else 0), {@code fold} INT (the user's, 0 to folds − 1), then the features as
   * DOUBLE in the order of {@link FeatureCatalogue#names()}. No value is null or NaN.
   */
  public Dataset<Row> examples() {
    List<LocalDate> all = cutoffs.all();
    Instant end = Cutoffs.instant(all.get(all.size() - 1)).plus(settings.horizon());
    long firstTest = cutoffs.test().get(0).toEpochDay();
    Column role = when(col("cutoffDay").lt(firstTest), lit("train")).otherwise(lit("test"));
    return rows(end, all.stream().map(Cutoffs::instant).toList())
        .select(columns(col("userId"), cutoff(), role.as("role"), col("label"), col("fold")));
  }

  /**
   * One row per user active at {@code t}: {@code userId} STRING, {@code cutoff} DATE, then the
   * features, identical to the last bit to those of {@link #examples()} for that cutoff. Events at
   * or after {@code t} are not read.
   *
   * @param t a UTC midnight: to score as of a day, the midnight at its end
   * @throws OperatorError when no day before {@code t} was observed
   */
  public Dataset<Row> featuresAt(Instant t) {
    if (t.toEpochMilli() % UserHistory.DAY_MS != 0) {
      throw new IllegalArgumentException("Invalid cutoff: " + t + " (must be a UTC midnight)");
    }
    if (t.toEpochMilli() <= cutoffs.observed().begin()) {
      throw new OperatorError(
          "Cannot compute features at %s: the first day observed is %s; choose a later day"
              .formatted(t, cutoffs.observed().first()));
    }
    return rows(t, List.of(t)).select(columns(col("userId"), cutoff()));
  }

  /**
   * The rows at cutoffs, computed or kept.
   *
   * @param end no later event is needed; one that is read all the same changes no label
   */
  private Dataset<Row> rows(Instant end, List<Instant> at) {
    if (kept == null || !kept.at().containsAll(at)) {
      return computed(end, at);
    }
    Object[] days = at.stream().map(t -> (int) (t.toEpochMilli() / UserHistory.DAY_MS)).toArray();
    return kept.rows().where(col("cutoffDay").isin(days));
  }

  private Dataset<Row> computed(Instant end, List<Instant> at) {
    EventRows known = events.between(Cutoffs.instant(cutoffs.observed().first()), end);
    return known.perUser(
        new ExamplesOfUser(
            at.stream().mapToLong(Instant::toEpochMilli).toArray(),
            cutoffs.observed(),
            settings.horizon().toMillis(),
            new FoldHash(settings.seed(), settings.folds())));
  }

  private static Column cutoff() {
    return expr("date_from_unix_date(cutoffDay)").as("cutoff");
  }

  private static Column[] columns(Column... before) {
    List<Column> all = new ArrayList<>(List.of(before));
    FeatureCatalogue.names().forEach(name -> all.add(col(name)));
    return all.toArray(Column[]::new);
  }
}
