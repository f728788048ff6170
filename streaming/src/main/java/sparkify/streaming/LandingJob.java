package sparkify.streaming;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import sparkify.common.Incident;
import sparkify.common.config.Settings;
import sparkify.common.config.StreamingSettings;
import sparkify.common.kafka.KafkaFailures;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.Version;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;
import sparkify.lake.log.FencedException;
import sparkify.lake.log.StopForGood;
import sparkify.lake.log.TablePaths;
import sparkify.lake.log.WriteProbe;
import sparkify.lake.yarn.YarnApplications;
import sparkify.streaming.landing.Landing;
import sparkify.streaming.landing.LandingMetrics;

/**
 * Lands the events of a dataset: opens its table, then lands batches until there is a reason to
 * end.
 */
final class LandingJob {
  private static final Logger log = LoggerFactory.getLogger(LandingJob.class);

  /** How long a check of a service waits for its answer. */
  private static final Duration CHECK = Duration.ofSeconds(10);

  private final Settings settings;
  private final Feed feed;
  private final LandRequest request;
  private final Consumer<String> report;

  /** The offsets at which to end, once they are known; null to continue until asked to stop. */
  private @Nullable Map<Integer, Long> target;

  LandingJob(Settings settings, LandRequest request) {
    this(settings, request, log::warn);
  }

  /**
   * Prepares the job.
   *
   * @param report receives a line when landing begins to wait for a service, and when it goes on
   */
  LandingJob(Settings settings, LandRequest request, Consumer<String> report) {
    this.settings = settings;
    this.feed = Feed.of(settings);
    this.request = request;
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    try (JavaSparkContext spark = new JavaSparkContext(conf(settings));
        YarnApplications yarn = new YarnApplications(spark.hadoopConfiguration());
        Topics topics = Topics.connect(settings.kafka())) {
      Driver driver = driver(spark, yarn);
      try {
        land(spark, topics, driver);
      } catch (StopForGood e) {
        try {
          endApplication(yarn, driver, e);
        } catch (IOException | RuntimeException unable) {
          e.addSuppressed(unable);
        }
        throw e;
      }
    }
  }

  private void land(JavaSparkContext spark, Topics topics, Driver driver)
      throws IOException, InterruptedException {
    LakeFileSystem files = LakeFileSystem.open(settings, spark.hadoopConfiguration());
    StopRequest stopRequest =
        new StopRequest(
            files, new TablePaths(files, feed.table()).stopRequest(driver.application()));
    Patience patience = patience(spark, files, topics, driver, stopRequest);
    BatchLoop.End end;
    do {
      end = tryToLand(spark, topics, driver, stopRequest, patience);
    } while (end == null || end == BatchLoop.End.NEW_PARTITIONS);
    stopRequest.clear();
  }

  /** Opens the table and lands until there is a reason to end; null if it failed: try again. */
  private BatchLoop.@Nullable End tryToLand(
      JavaSparkContext spark,
      Topics topics,
      Driver driver,
      StopRequest stopRequest,
      Patience patience)
      throws IOException, InterruptedException {
    try {
      if (request.untilCaughtUp() && target == null) {
        target = topics.describe(feed.topic()).end();
      }
      Landing landing = Landing.open(spark, settings, feed, driver, request.takeOver(), topics);
      BatchLoop.End end =
          new BatchLoop(spark, settings, landing, topics, stopRequest, target, patience::batchDone)
              .run();
      log.info("Batch loop ended: {}, next offsets {}", end, landing.committed());
      return end;
    } catch (StopForGood | InterruptedException e) {
      throw e;
    } catch (Exception e) { // Spark also throws checked exceptions that it does not declare.
      log.debug("Landing failed", e);
      return switch (patience.after(e)) {
        case TRY_AGAIN -> null;
        case STOP -> BatchLoop.End.STOPPED;
        case GIVE_UP -> {
          requireAccess(e);
          throw e;
        }
      };
    }
  }

  /** Stops for good if Kafka refused this client: another attempt would have the same password. */
  private void requireAccess(Exception failure) {
    if (KafkaFailures.isRefusal(failure)) {
      StopForGood refused =
          new StopForGood(
              Incident.KAFKA_REFUSES,
              "Cannot land topic %s from %s: %s"
                  .formatted(
                      feed.topic(),
                      settings.kafka().bootstrapServers(),
                      KafkaFailures.reason(failure)));
      refused.addSuppressed(failure);
      throw refused;
    }
  }

  private Patience patience(
      JavaSparkContext spark,
      LakeFileSystem files,
      Topics topics,
      Driver driver,
      StopRequest stopRequest) {
    LakeCheck lake =
        new LakeCheck(new WriteProbe(new TablePaths(files, feed.table()), driver), stopRequest);
    return new Patience(
        List.of(
            new Service(
                Incident.KAFKA_UNREACHABLE,
                "Kafka at " + settings.kafka().bootstrapServers(),
                CHECK,
                () -> topics.find(feed.topic())),
            new Service(Incident.HDFS_UNREACHABLE, "HDFS at " + files.root(), CHECK, lake)),
        lake::isStopRequested,
        time -> Thread.sleep(time.toMillis()),
        Clock.systemUTC(),
        report,
        LandingMetrics.of(spark)::waiting);
  }

  /**
   * Kills the application on YARN, since no further attempt could do better. Only a driver fenced
   * by a later attempt of its own application leaves that attempt alone.
   */
  private static void endApplication(YarnApplications yarn, Driver driver, StopForGood reason)
      throws IOException {
    boolean laterAttempt =
        reason instanceof FencedException fenced
            && fenced.application().equals(driver.application());
    log.error("Stopping for good: {}", reason.getMessage());
    if (!laterAttempt && driver.application().startsWith("application_")) {
      yarn.kill(driver.application(), String.valueOf(reason.getMessage()));
    }
  }

  private static Driver driver(JavaSparkContext spark, YarnApplications yarn) {
    Option<String> attempt = spark.sc().applicationAttemptId();
    return new Driver(
        spark.sc().applicationId(),
        attempt.isDefined() ? Integer.parseInt(attempt.get()) : 1,
        Version.number(),
        yarn::isRunning,
        Clock.systemUTC());
  }

  private static SparkConf conf(Settings settings) {
    StreamingSettings streaming = settings.streaming();
    return new SparkConf()
        .set("spark.streaming.backpressure.enabled", "true")
        .set("spark.streaming.backpressure.initialRate", "" + streaming.initialRate())
        // Spark's own 0.2 stops reading when five batches wait, as after a cold start.
        .setIfMissing("spark.streaming.backpressure.pid.integral", "0.02")
        .set("spark.streaming.kafka.maxRatePerPartition", "" + streaming.maxRatePerPartition())
        // If true, the stream counts a batch by reading it, and fails at the first marker.
        .set("spark.streaming.kafka.allowNonConsecutiveOffsets", "false");
  }
}
