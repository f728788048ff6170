package sparkify.analytics.query;

import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import sparkify.analytics.table.Grain;
import sparkify.common.feed.Schema;

/** The columns of time that queries have beside those of their feed or view. */
final class PeriodColumns {
  private PeriodColumns() {}

  /** Adds the UTC {@code date} of the row's time, if the feed has one. */
  static Dataset<Row> withDate(Dataset<Row> rows, Schema schema) {
    String time = schema.time();
    return time == null
        ? rows
        : rows.withColumn("date", expr("CAST(timestamp_millis(%s) AS DATE)".formatted(time)));
  }

  /** Adds the {@code period} that a row falls in, and the {@code previous} one. */
  static Dataset<Row> withPeriods(Dataset<Row> rows, Schema schema, Grain grain) {
    return rows.withColumn("period", expr(period(grain, schema.time())))
        .withColumn("previous", expr(previous(grain)));
  }

  private static String period(Grain grain, @Nullable String time) {
    return switch (grain) {
      case HOUR -> "date_trunc('HOUR', timestamp_millis(%s))".formatted(time);
      case DAY -> "date";
      case WEEK -> "trunc(date, 'WEEK')";
      case MONTH -> "trunc(date, 'MONTH')";
      case ALL -> "'%s'".formatted(grain.word());
    };
  }

  private static String previous(Grain grain) {
    return switch (grain) {
      case HOUR -> "period - INTERVAL 1 HOUR";
      case DAY -> "date_sub(period, 1)";
      case WEEK -> "date_sub(period, 7)";
      case MONTH -> "add_months(period, -1)";
      case ALL -> "CAST(NULL AS STRING)";
    };
  }
}
