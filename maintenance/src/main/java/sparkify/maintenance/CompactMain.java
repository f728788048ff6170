package sparkify.maintenance;

import java.nio.file.Path;
import java.time.Clock;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import sparkify.common.launch.ApplicationInput;
import sparkify.common.launch.Version;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;
import sparkify.lake.yarn.YarnApplications;

/** The main class of the compaction application. */
public final class CompactMain {
  private CompactMain() {}

  /**
   * Compacts as requested.
   *
   * @throws Exception the failure, which the application master reports to YARN
   */
  public static void main(String[] args) throws Exception {
    var input = ApplicationInput.read(Path.of(""), CompactRequest.class);
    try (SparkSession spark = SparkSession.builder().getOrCreate();
        YarnApplications yarn = new YarnApplications(spark.sparkContext().hadoopConfiguration())) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      LakeFileSystem lake = LakeFileSystem.open(input.settings(), hadoop);
      new CompactionJob(spark, input.settings(), lake, driver(spark.sparkContext(), yarn))
          .run(input.request());
    }
  }

  private static Driver driver(SparkContext spark, YarnApplications yarn) {
    Option<String> attempt = spark.applicationAttemptId();
    return new Driver(
        spark.applicationId(),
        attempt.isDefined() ? Integer.parseInt(attempt.get()) : 1,
        Version.number(),
        yarn::isRunning,
        Clock.systemUTC());
  }
}
