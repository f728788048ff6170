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
 * The events of a lake, as rows of {@link Event#SCHEMA}; {@code userId} is never null, and empty
 * while nobody is logged in.
 */
final class EventRows {
  private final Dataset<Row> rows;

  private EventRows(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * @throws OperatorError when there is no file, or a column is missing
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

  /** A file that moves away after Spark saw that it exists is left out by Spark without a word. */
  private static void requireAll(Snapshot snapshot, int found) {
    if (found != snapshot.paths().size()) {
      throw new UncheckedIOException(
          new FileNotFoundException(
              "Cannot read snapshot %d: Spark finds %d of its %d files"
                  .formatted(snapshot.seq(), found, snapshot.paths().size())));
    }
  }

  /**
   * @throws OperatorError when a column is missing
   */
  static EventRows of(Dataset<Row> events) {
    List<String> there = List.of(events.columns());
    List<String> missing =
        Stream.of(Event.SCHEMA.fieldNames()).filter(name -> !there.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new OperatorError(
          "Cannot make features: the events have no column %s; land them again with this version"
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
   * Counts every action once, logged in or not.
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
        "Cannot make features: the lake has no events; land some with 'stream' first");
  }

  /** Those with {@code ts} before {@code end}, and no others. */
  EventRows before(Instant end) {
    return new EventRows(rows.where(col("ts").lt(end.toEpochMilli())));
  }

  /**
   * Hands each user's events to {@code examples}, in an order that depends on nothing but them.
   * Copies of an action come one after the other, for {@link UserHistory} to pass over.
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
