package sparkify.bench.peer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.to_date;

import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import sparkify.common.event.Events;
import sparkify.common.feed.Column;

/** Lands a topic with Spark Structured Streaming. */
public final class SparkLanding {
  /** What it lands in about two seconds, our batch interval. */
  private static final long EVENTS_PER_BATCH = 260_000;

  private SparkLanding() {}

  public static void main(String[] args) throws TimeoutException, StreamingQueryException {
    SparkSession spark = session();
    StreamingQuery query =
        rows(spark, args[0], args[1])
            .writeStream()
            .format("parquet")
            .partitionBy("date")
            .option("checkpointLocation", args[2] + "/checkpoint")
            .trigger(Trigger.AvailableNow())
            .start(args[2] + "/events");
    query.awaitTermination();
    printProgress(query);
    spark.stop();
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.compression.codec", "zstd")
        .config("spark.sql.streaming.numRecentProgressUpdates", 100_000)
        .getOrCreate();
  }

  private static Dataset<Row> rows(SparkSession spark, String servers, String topic) {
    return spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", servers)
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        .option("maxOffsetsPerTrigger", EVENTS_PER_BATCH)
        .load()
        .select(
            from_json(col("value").cast("string"), schema()).as("event"),
            col("partition").as("kafka_partition"),
            col("offset").as("kafka_offset"),
            col("timestamp").as("kafka_timestamp"))
        .select("event.*", "kafka_partition", "kafka_offset", "kafka_timestamp")
        .withColumn("date", to_date(timestamp_millis(col("ts"))));
  }

  private static StructType schema() {
    StructType schema = new StructType();
    for (Column column : Events.SCHEMA.columns()) {
      schema = schema.add(column.name(), type(column.type()));
    }
    return schema;
  }

  private static DataType type(Column.Type type) {
    return switch (type) {
      case TEXT -> DataTypes.StringType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
    };
  }

  private static void printProgress(StreamingQuery query) {
    long rows = 0;
    for (StreamingQueryProgress batch : query.recentProgress()) {
      if (batch.numInputRows() > 0) {
        rows += batch.numInputRows();
        long took = batch.durationMs().getOrDefault("triggerExecution", 0L);
        Progress.print(Instant.parse(batch.timestamp()).toEpochMilli() + took, rows);
      }
    }
  }
}
