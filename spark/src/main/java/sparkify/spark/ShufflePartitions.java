package sparkify.spark;

import org.apache.spark.sql.SparkSession;

/** Into how many partitions Spark divides the events, so that each fits into a task's memory. */
public final class ShufflePartitions {
  /** In a shuffle an event takes about 90 bytes, compressed, so a partition takes about 30 MB. */
  private static final long EVENTS_PER_PARTITION = 350_000;

  private static final String SETTING = "spark.sql.shuffle.partitions";

  private ShufflePartitions() {}

  /** Sets the number for all queries of the session, unless Spark was started with one. */
  public static void set(SparkSession spark, long events) {
    if (!spark.sparkContext().getConf().contains(SETTING)) {
      spark.conf().set(SETTING, count(events, spark.sparkContext().defaultParallelism()));
    }
  }

  /** As many as the events need, and at least one per core. */
  static long count(long events, int cores) {
    return Math.max(cores, (events + EVENTS_PER_PARTITION - 1) / EVENTS_PER_PARTITION);
  }
}
