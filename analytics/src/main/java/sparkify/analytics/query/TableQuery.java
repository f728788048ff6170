package sparkify.analytics.query;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import sparkify.analytics.table.Grain;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.Table;
import sparkify.common.OperatorError;
import sparkify.common.catalogue.FeedCatalogue;

/**
 * Runs the query of a table.
 *
 * @param spark a session of the query's own, because its feed is a view in it
 */
public record TableQuery(SparkSession spark, Table table) {
  private static final String PERIOD = "period";
  private static final String PART = "_part";

  /** A query in a session of its own, beside {@code spark}. */
  public static TableQuery in(SparkSession spark, Table table) {
    SparkSession own = spark.newSession();
    own.conf().set("spark.sql.session.timeZone", "UTC");
    own.conf().set("spark.sql.runSQLOnFiles", false);
    return new TableQuery(own, table);
  }

  /** The rows of the feed in the files {@code paths}, as the query sees them. */
  public Dataset<Row> view(List<String> paths) {
    var schema = FeedCatalogue.named(table.sql().feed()).schema();
    return FeedView.of(spark, schema, table.grain(), paths);
  }

  /**
   * What the query yields for {@code parts}: its columns without the one that folders are named
   * after, and that as the last.
   *
   * @param view as {@link #view} gave it, of all dates that the parts depend on
   * @throws OperatorError that names file and line when Spark finds an error in the query, or its
   *     columns are not those that the header describes
   */
  public Dataset<Row> rows(Dataset<Row> view, Collection<LocalDate> parts) {
    view.createOrReplaceTempView(table.sql().feed());
    Dataset<Row> rows = query();
    requireColumns(rows);
    Grain grain = table.grain();
    Column part = grain == Grain.HOUR ? col(PERIOD).cast(DataTypes.DateType) : col(PERIOD);
    Object[] wanted = parts.stream().map(grain::partValue).toArray();
    return rows.withColumn(PART, part)
        .drop(grain.partColumn())
        .withColumnRenamed(PART, grain.partColumn())
        .where(col(grain.partColumn()).cast(DataTypes.StringType).isin(wanted));
  }

  private Dataset<Row> query() {
    try {
      return analyzed(table.sql().text());
    } catch (AnalysisException e) {
      throw QueryCheck.error(table.sql(), e);
    }
  }

  /**
   * Declares what Scala does not.
   *
   * @throws AnalysisException when Spark finds an error in the query
   */
  private Dataset<Row> analyzed(String sql) throws AnalysisException {
    return spark.sql(sql);
  }

  private void requireColumns(Dataset<Row> rows) {
    SqlFile sql = table.sql();
    List<String> yielded = List.of(rows.columns());
    if (!yielded.equals(sql.columnNames())) {
      throw sql.error(
          sql.queryLine(),
          "the query yields the columns %s, but the header describes %s"
              .formatted(String.join(", ", yielded), String.join(", ", sql.columnNames())));
    }
    DataType type = rows.schema().apply(PERIOD).dataType();
    if (!type.equals(type(table.grain()))) {
      throw sql.error(
          sql.queryLine(),
          "the column period is a %s, but for the grain %s it must be a %s"
              .formatted(type.sql(), table.grain().word(), type(table.grain()).sql()));
    }
    if (table.grain() == Grain.HOUR && yielded.contains(table.grain().partColumn())) {
      throw sql.error(
          sql.queryLine(), "a table by hour is stored by date: give its column date another name");
    }
  }

  private static DataType type(Grain grain) {
    return switch (grain) {
      case HOUR -> DataTypes.TimestampType;
      case DAY, WEEK, MONTH -> DataTypes.DateType;
      case ALL -> DataTypes.StringType;
    };
  }
}
