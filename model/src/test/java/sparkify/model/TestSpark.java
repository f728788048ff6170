package sparkify.model;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Spark inside the test's JVM, two threads, made once and used by all tests in it. */
public final class TestSpark {
  private TestSpark() {}

  /** The session; Hadoop clients that it makes are those of {@code hadoop}. */
  public static SparkSession session(Configuration hadoop) {
    SparkSession spark = session();
    hadoop.forEach(e -> spark.sparkContext().hadoopConfiguration().set(e.getKey(), e.getValue()));
    return spark;
  }

  /** The session. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("model tests")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }
}
