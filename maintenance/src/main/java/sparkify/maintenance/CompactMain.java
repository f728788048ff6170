package sparkify.maintenance;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import sparkify.common.launch.ApplicationInput;
import sparkify.common.launch.Version;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;
import sparkify.lake.yarn.YarnApplications;
import sparkify.spark.SparkDriver;

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
      Driver driver = SparkDriver.of(spark.sparkContext(), Version.number(), yarn::isRunning);
      new CompactionJob(spark, input.settings(), lake, driver).run(input.request());
    }
  }
}
