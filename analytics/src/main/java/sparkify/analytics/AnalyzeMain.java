package sparkify.analytics;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import sparkify.common.launch.ApplicationInput;
import sparkify.common.launch.Version;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;
import sparkify.lake.yarn.YarnApplications;
import sparkify.spark.SparkDriver;

/** The main class of the analytics application. */
public final class AnalyzeMain {
  private AnalyzeMain() {}

  /**
   * Builds tables as requested.
   *
   * @throws Exception the failure, which the application master reports to YARN
   */
  public static void main(String[] args) throws Exception {
    var input = ApplicationInput.read(Path.of(""), AnalyzeRequest.class);
    try (SparkSession spark = SparkSession.builder().getOrCreate();
        YarnApplications yarn = new YarnApplications(spark.sparkContext().hadoopConfiguration())) {
      LakeFileSystem lake =
          LakeFileSystem.open(input.settings(), spark.sparkContext().hadoopConfiguration());
      Driver driver = SparkDriver.of(spark.sparkContext(), Version.number(), yarn::isRunning);
      new AnalyzeJob(spark, input.settings(), lake, driver).run(input.request());
    }
  }
}
