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
import org.apache.spark.storage.StorageLevel;
import sparkify.analytics.table.Grain;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlQuery;
import sparkify.analytics.table.SqlView;
import sparkify.analytics.table.Table;
import sparkify.common.OperatorError;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.feed.Schema;
import sparkify.spark.TableRows;

/**
 * Runs the query of a table.
 *
 * @param spark a session of the query's own, because what it reads is a view in it
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

  /**
   * What the query reads: the rows of the feed in the files {@code paths}, or of its view.
   *
   * @param dates those that the table depends on; the files of a view may have more
   */
  public Dataset<Row> source(List<String> paths, Collection<LocalDate> dates) {
    Schema schema = FeedCatalogue.named(table.sql().feed()).schema();
    Dataset<Row> rows = PeriodColumns.withDate(TableRows.read(spark, schema, paths), schema);
    SqlView view = table.sql().view();
    if (view != null) {
      rows = PeriodColumns.withDate(rowsOf(view, rows, schema), schema);
      rows = schema.time() == null ? rows : rows.where(col("date").isin(dates.toArray()));
    }
    return PeriodColumns.withPeriods(rows, schema, table.grain());
  }

  /** Spark knows the same query of the same files in other sessions, and keeps its rows for all. */
  private Dataset<Row> rowsOf(SqlView view, Dataset<Row> feed, Schema schema) {
    feed.createOrReplaceTempView(view.feed());
    Dataset<Row> rows = run(view);
    requireColumns(rows, view);
    if (schema.time() != null) {
      requireType(rows, view, schema.time(), DataTypes.LongType);
    }
    boolean isKept = !rows.storageLevel().equals(StorageLevel.NONE());
    return isKept ? rows : rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * What the query yields for {@code parts}: its columns without the one that folders are named
   * after, and that as the last.
   *
   * @param source as {@link #source} gave it, of all dates that the parts depend on
   * @throws OperatorError that names file and line when Spark finds an error in the query, or its
   *     columns are not those that the header describes
   */
  public Dataset<Row> rows(Dataset<Row> source, Collection<LocalDate> parts) {
    source.createOrReplaceTempView(table.sql().from());
    Dataset<Row> rows = run(table.sql());
    Grain grain = table.grain();
    requireColumns(rows, table.sql());
    requireType(rows, table.sql(), PERIOD, type(grain));
    requireNoDate(rows);
    Column part = grain == Grain.HOUR ? col(PERIOD).cast(DataTypes.DateType) : col(PERIOD);
    Object[] wanted = parts.stream().map(grain::partValue).toArray();
    return rows.withColumn(PART, part)
        .drop(grain.partColumn())
        .withColumnRenamed(PART, grain.partColumn())
        .where(col(grain.partColumn()).cast(DataTypes.StringType).isin(wanted));
  }

  private Dataset<Row> run(SqlQuery query) {
    try {
      return analyzed(query.text());
    } catch (AnalysisException e) {
      throw QueryCheck.error(query, e);
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

  private static void requireColumns(Dataset<Row> rows, SqlQuery query) {
    List<String> yielded = List.of(rows.columns());
    if (!yielded.equals(query.columnNames())) {
      throw query.error(
          query.queryLine(),
          "the query yields the columns %s, but the header describes %s"
              .formatted(String.join(", ", yielded), String.join(", ", query.columnNames())));
    }
  }

  private static void requireType(
      Dataset<Row> rows, SqlQuery query, String column, DataType expected) {
    DataType type = rows.schema().apply(column).dataType();
    if (!type.equals(expected)) {
      throw query.error(
          query.queryLine(),
          "the column %s is a %s, and must be a %s".formatted(column, type.sql(), expected.sql()));
    }
  }

  /** A table by hour has a folder for each date. */
  private void requireNoDate(Dataset<Row> rows) {
    SqlFile sql = table.sql();
    if (table.grain() == Grain.HOUR
        && List.of(rows.columns()).contains(table.grain().partColumn())) {
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
