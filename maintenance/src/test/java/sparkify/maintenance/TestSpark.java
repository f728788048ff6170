package sparkify.maintenance;

import org.apache.spark.sql.SparkSession;
import sparkify.lake.fs.LakeFileSystem;

/** Spark inside the test's JVM, with two threads, started once and shared by all tests. */
final class TestSpark {
  private TestSpark() {}

  /** A session that reads through the file system of {@code lake}, and whatever hooks it has. */
  static SparkSession session(LakeFileSystem lake) {
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

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("maintenance tests")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }
}
