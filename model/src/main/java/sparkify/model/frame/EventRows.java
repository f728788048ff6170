package sparkify.model.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import sparkify.common.OperatorError;
import sparkify.lake.snapshot.Snapshot;

/**
 * The events of a lake, as rows of {@link Event#SCHEMA}; {@code userId} is never null, but empty
 * when no user is logged in.
 */
final class EventRows {
  private final Dataset<Row> rows;

  private EventRows(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * The events of a snapshot.
   *
   * @throws OperatorError when the snapshot has no files or a column is missing
   * @throws UncheckedIOException when Spark does not find every file
   */
  static EventRows of(SparkSession spark, Snapshot snapshot) {
    if (snapshot.paths().isEmpty()) {
      throw empty();
    }
    Dataset<Row> events = spark.read().parquet(snapshot.paths().toArray(String[]::new));
    requireAll(snapshot, events.inputFiles().length);
    return of(events);
  }

  /** Spark silently leaves out a file that is moved after Spark has checked that it exists. */
  private static void requireAll(Snapshot snapshot, int found) {
    if (found != snapshot.paths().size()) {
      throw new UncheckedIOException(
          new FileNotFoundException(
              "Cannot read snapshot %d: Spark found only %d of its %d files"
                  .formatted(snapshot.seq(), found, snapshot.paths().size())));
    }
  }

  /**
   * Rows with the lake's columns.
   *
   * @throws OperatorError when a column is missing
   */
  static EventRows of(Dataset<Row> events) {
    List<String> present = List.of(events.columns());
    List<String> missing =
        Stream.of(Event.SCHEMA.fieldNames()).filter(name -> !present.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new OperatorError(
          "Cannot compute features: the events have no column %s; land them again with this version"
              .formatted(String.join(", ", missing)));
    }
    Column[] columns =
        Stream.of(Event.SCHEMA.fields()).map(EventRows::column).toArray(Column[]::new);
    return new EventRows(events.select(columns));
  }

  private static Column column(StructField field) {
    Column value = col(field.name()).cast(field.dataType());
    boolean isUser = field.name().equals("userId");
    return (isUser ? coalesce(value, lit("")) : value).as(field.name());
  }

  /**
   * The volume per day; each action counts once, whether a user is logged in or not.
   *
   * @throws OperatorError when there are no events
   */
  DayVolumes volumes() {
    List<Row> days =
        rows.select("userId", "sessionId", "itemInSession", "ts")
            .distinct()
            .groupBy(expr("floor(ts / 86400000)"))
            .agg(count(lit(1)), min("ts"), max("ts"))
            .collectAsList();
    if (days.isEmpty()) {
      throw empty();
    }
    SortedMap<LocalDate, Long> events = new TreeMap<>();
    days.forEach(day -> events.put(LocalDate.ofEpochDay(day.getLong(0)), day.getLong(1)));
    long first = days.stream().mapToLong(day -> day.getLong(2)).min().orElseThrow();
    long last = days.stream().mapToLong(day -> day.getLong(3)).max().orElseThrow();
    return new DayVolumes(events, Instant.ofEpochMilli(first), Instant.ofEpochMilli(last));
  }

  private static OperatorError empty() {
    return new TooLittleData(
        "Cannot compute features: the lake has no events; run ./deploy.sh stream first");
  }

  /** Only the events with {@code ts} before {@code end}. */
  EventRows before(Instant end) {
    return new EventRows(rows.where(col("ts").lt(end.toEpochMilli())));
  }

  /**
   * Passes each user's events to {@code examples}, in an order that depends on the events only.
   * Copies of an action are neighbours, so that {@link UserHistory} can skip them.
   */
  Dataset<Row> perUser(ExamplesOfUser examples) {
    Column[] order =
        Stream.of(Event.SCHEMA.fieldNames()).skip(1).map(Column::new).toArray(Column[]::new);
    return rows.where(col("userId").notEqual(""))
        .groupBy(col("userId"))
        .as(Encoders.STRING(), Encoders.row(Event.SCHEMA))
        .flatMapSortedGroups(order, examples, Encoders.row(ExamplesOfUser.schema()));
  }
}
