package sparkify.model;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import sparkify.common.launch.ApplicationInput;
import sparkify.lake.yarn.YarnApplications;
import sparkify.model.learn.Trainer;

/** The main class of the churn application. */
public final class ChurnMain {
  private ChurnMain() {}

  /**
   * Trains and scores as requested.
   *
   * @throws Exception the failure, which the application master reports to YARN
   */
  public static void main(String[] args) throws Exception {
    var input = ApplicationInput.read(Path.of(""), ChurnRequest.class);
    try (SparkSession spark = SparkSession.builder().getOrCreate();
        YarnApplications yarn = new YarnApplications(spark.sparkContext().hadoopConfiguration())) {
      new ChurnJob(spark, input.settings(), yarn::isRunning, Trainer::new).run(input.request());
    }
  }
}
