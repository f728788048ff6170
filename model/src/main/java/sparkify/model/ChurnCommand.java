package sparkify.model;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;
import sparkify.lake.yarn.YarnApplications;

/** The churn application's command line, as the submission writes it. */
@Command(
    name = "churn",
    description = "Trains and scores; runs on YARN, started by deploy.sh train and score.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ChurnCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--train", description = "Train a model and publish it if it is worth it.")
  private boolean train;

  @Option(names = "--score", description = "Score the users of a day by the current model.")
  private boolean score;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The last day to look at; default: the last complete one.")
  private @Nullable LocalDate asOf;

  @Option(names = "--top", paramLabel = "N", description = "How many users to print.")
  private int top = 10;

  @Option(
      names = "--or-say-why",
      description = "Report too little data as a result, where it is otherwise a failure.")
  private boolean orSayWhy;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    try (SparkSession spark = SparkSession.builder().getOrCreate();
        YarnApplications yarn = new YarnApplications(spark.sparkContext().hadoopConfiguration())) {
      run(new ChurnJob(spark, settings, yarn::isRunning));
    }
    return ExitCode.OK;
  }

  private void run(ChurnJob job) throws IOException {
    try {
      job.run(train, score, Optional.ofNullable(asOf), top);
    } catch (TooLittleData e) {
      if (!orSayWhy) {
        throw e;
      }
      job.report("Skipped: " + e.getMessage());
    }
  }
}
