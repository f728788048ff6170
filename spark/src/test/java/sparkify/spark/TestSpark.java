package sparkify.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import sparkify.lake.fs.LakeFileSystem;

/** Spark inside the test's JVM, with two threads, started once and shared by all tests. */
public final class TestSpark {
  private TestSpark() {}

  /** The session, with {@code hadoop} as its Hadoop configuration. */
  public static SparkSession session(Configuration hadoop) {
    SparkSession spark = session();
    hadoop.forEach(e -> spark.sparkContext().hadoopConfiguration().set(e.getKey(), e.getValue()));
    return spark;
  }

  /**
   * A new session that reads through the file system of {@code lake}, and whatever hooks it has.
   */
  public static SparkSession session(LakeFileSystem lake) {
    SparkSession session = session().newSession();
    lake.configuration()
        .forEach(
            entry -> {
              if (entry.getKey().startsWith("fs.") || entry.getKey().startsWith("test.")) {
                session.conf().set(entry.getKey(), entry.getValue());
              }
            });
    return session;
  }

  /** The session, started when needed. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("tests")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }

  /** A new session in another time zone, with the local file system as its default. */
  public static SparkSession sessionIn(String timeZone) {
    SparkSession spark = session().newSession();
    spark.conf().set("spark.sql.session.timeZone", timeZone);
    spark.conf().set("fs.defaultFS", "file:///");
    return spark;
  }
}
