package sparkify.model.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.lake.snapshot.Snapshot;

/**
 * The events of a lake, as rows of {@link Event#SCHEMA}; {@code userId} is never null, but empty
 * when no user is logged in.
 */
final class EventRows {
  private static final String DEVICE = "device";
  private static final String REGION = "region";

  private final Dataset<Row> rows;

  private EventRows(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * The events of a snapshot, which has some.
   *
   * @throws OperatorError when a column is missing
   * @throws UncheckedIOException when Spark does not find every file
   */
  static EventRows of(SparkSession spark, Snapshot snapshot) {
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
        Stream.of(Event.SCHEMA.fieldNames())
            .map(EventRows::source)
            .filter(name -> !present.contains(name))
            .toList();
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
    String name = field.name();
    Column value = col(source(name)).cast(field.dataType());
    Column made =
        switch (name) {
          case "userId" -> coalesce(value, lit(""));
          case DEVICE -> call(agent -> Device.of(agent).name(), value);
          case REGION -> call(place -> Region.of(place).name(), value);
          default -> value;
        };
    return made.as(name);
  }

  /** The lake's column that a column is made from. */
  private static String source(String name) {
    return switch (name) {
      case DEVICE -> "userAgent";
      case REGION -> "location";
      default -> name;
    };
  }

  /** Null stays null. */
  private static Column call(UDF1<String, String> function, Column value) {
    UDF1<@Nullable String, @Nullable String> orNull =
        text -> text == null ? null : function.call(text);
    return udf(orNull, DataTypes.StringType).apply(value);
  }

  /** Only the events with {@code ts} from {@code begin} inclusive to {@code end} exclusive. */
  EventRows between(Instant begin, Instant end) {
    Column ts = col("ts");
    return new EventRows(rows.where(ts.geq(begin.toEpochMilli()).and(ts.lt(end.toEpochMilli()))));
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
