package sparkify.spark;

import java.time.Clock;
import java.util.function.Predicate;
import org.apache.spark.SparkContext;
import scala.Option;
import sparkify.lake.log.Driver;

/** Spark applications as drivers of the commit log. */
public final class SparkDriver {
  private SparkDriver() {}

  /**
   * The application of {@code spark}.
   *
   * @param code version of the software it runs
   * @param isRunning whether the application with this id has not ended yet
   */
  public static Driver of(SparkContext spark, String code, Predicate<String> isRunning) {
    Option<String> attempt = spark.applicationAttemptId();
    return new Driver(
        spark.applicationId(),
        attempt.isDefined() ? Integer.parseInt(attempt.get()) : 1,
        code,
        isRunning,
        Clock.systemUTC());
  }
}
