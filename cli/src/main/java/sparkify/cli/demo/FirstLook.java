package sparkify.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparkify.cli.environment.Lake;
import sparkify.cli.environment.Services;

/** Runs a few queries on the landed events the way any reader can: Spark SQL on plain Parquet. */
final class FirstLook {
  private static final int TOP = 5;

  private final Lake lake;
  private final PrintWriter out;

  FirstLook(Lake lake, PrintWriter out) {
    this.lake = lake;
    this.out = out;
  }

  void show() {
    if (lake.state().landed() == 0) {
      out.println("  no event has landed; ./deploy.sh audit shows what was rejected");
      return;
    }
    try (SparkSession spark = session()) {
      Dataset<Row> events = spark.read().parquet(lake.table().toString());
      events.createOrReplaceTempView("events");
      printTotals(spark);
      printTop(
          spark,
          "pages",
          "SELECT page, count(*) n FROM events GROUP BY page ORDER BY n DESC, page");
      printTop(
          spark,
          "songs",
          "SELECT concat(song, ' by ', artist), count(*) n FROM events WHERE page = 'NextSong'"
              + " GROUP BY song, artist ORDER BY n DESC, song, artist");
    }
  }

  private void printTotals(SparkSession spark) {
    Row row =
        spark
            .sql(
                "SELECT count(*), count(DISTINCT nullif(userId, '')), count(DISTINCT date),"
                    + " cast(min(date) AS string), cast(max(date) AS string),"
                    + " count(DISTINCT CASE WHEN page = 'Cancellation Confirmation' THEN userId END)"
                    + " FROM events")
            .first();
    out.printf(
        "  %,d events of %,d users on %,d days, %s to %s; %,d users cancelled%n",
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5));
  }

  private void printTop(SparkSession spark, String what, String query) {
    List<Row> top = spark.sql(query + " LIMIT " + TOP).collectAsList();
    out.println("  top " + what + ":");
    for (Row row : top) {
      out.printf("    %,9d  %s%n", row.getLong(1), row.isNullAt(0) ? "-" : row.getString(0));
    }
  }

  private static SparkSession session() {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("sparkify first look")
            .master("local[*]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", 4);
    if (Services.areLocal()) {
      builder
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1");
    }
    return builder.getOrCreate();
  }
}
