package sparkify.streaming.landing;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.config.Settings;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession;
import sparkify.lake.log.Driver;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.RenameProbe;
import sparkify.lake.log.StopForGood;
import sparkify.lake.log.TablePaths;

/**
 * Lands offset ranges of one feed, exactly once.
 *
 * <p>The caller supplies the ranges. What has landed is known from the commit log alone, so a range
 * that does not follow it is refused. Not thread-safe: one batch at a time.
 */
public final class Landing {
  private static final Logger log = LoggerFactory.getLogger(Landing.class);
  private static final int MIB = 1 << 20;

  private final JavaSparkContext spark;
  private final Settings settings;
  private final Feed feed;
  private final LakeFileSystem files;
  private final SameLog sameLog;
  private final CommitSession session;
  private final Clock clock;
  private final BatchBound bound;
  private final ClockWatch clocks = new ClockWatch(log::warn);
  private final LandingMetrics metrics;
  private final Broadcast<SerializableConfiguration> configuration;

  private Landing(
      JavaSparkContext spark,
      Settings settings,
      Feed feed,
      LakeFileSystem files,
      SameLog sameLog,
      CommitSession session,
      Clock clock) {
    this.spark = spark;
    this.settings = settings;
    this.feed = feed;
    this.files = files;
    this.sameLog = sameLog;
    this.session = session;
    this.clock = clock;
    this.bound = new BatchBound(settings.streaming().maxBatchBytes());
    this.metrics = LandingMetrics.of(spark);
    this.configuration = spark.broadcast(new SerializableConfiguration(files.configuration()));
  }

  /**
   * Opens the feed's table for {@code driver} and settles with the broker where to resume.
   *
   * @param takeOver the running application to take the table over from, or null
   * @throws sparkify.lake.log.StopForGood when retrying cannot help
   */
  public static Landing open(
      JavaSparkContext spark,
      Settings settings,
      Feed feed,
      Driver driver,
      @Nullable String takeOver,
      Topics topics)
      throws IOException {
    LakeFileSystem files = LakeFileSystem.open(settings, spark.hadoopConfiguration());
    TablePaths paths = new TablePaths(files, feed.table());
    topics.describe(feed.topic()); // Throws if it does not exist, before anything is created.
    new RenameProbe(paths, driver, List.of(feed.table(), feed.rejects())).run();
    CommitLog commits = new CommitLog(paths);
    SameLog sameLog = new SameLog(settings, feed, topics);
    CommitSession session =
        CommitSession.open(commits, settings.lake().log(), driver, takeOver, sameLog::settle);
    log.info(
        "Opened {} with commit {}; resuming at {}",
        files.at(feed.table()),
        session.state().seq(),
        session.state().committed());
    return new Landing(spark, settings, feed, files, sameLog, session, driver.clock());
  }

  /** The next offset to land, by partition. */
  public Map<Integer, Long> committed() {
    return session.state().committed();
  }

  /** The topic that lands. */
  public String topic() {
    return feed.topic();
  }

  /** Everything committed so far. */
  public LogState state() {
    return session.state();
  }

  /**
   * Checks that this driver still holds the table, and that the topic is still the same one and has
   * what landed.
   *
   * @return false when the topic has partitions that the log does not know: open the table again
   */
  public boolean isCurrent(TopicState topic) throws IOException {
    session.requireHeld();
    Positions.requireSameTopic(session.state(), topic);
    Positions.requireReached(session.state(), topic);
    metrics.looked(topic, session.state(), clock.instant());
    return topic.partitions() <= session.state().partitions().size();
  }

  /**
   * The beginning of {@code ranges} to land as one batch, so that it is not expected to exceed
   * {@code streaming.max-batch-bytes}.
   */
  public List<Slice> batchOf(List<Slice> ranges) {
    return bound.first(ranges);
  }

  /**
   * Lands one batch: reads and stages it on the executors, then commits it.
   *
   * @param ranges at most one per partition, each beginning where the log ends
   * @return the commit
   */
  public Manifest land(List<Slice> ranges) throws IOException {
    long start = System.nanoTime();
    ranges.forEach(range -> session.requireContiguous(range.partition(), range.from()));
    Instant now = clock.instant();
    String staging = session.stage();
    List<LandingTask.Done> done = stageOrExplain(staging, ranges, now);
    done.stream()
        .map(LandingTask.Done::newest)
        .max(Comparator.naturalOrder())
        .ifPresent(newest -> clocks.look(now, newest));
    sameLog.require(session.state(), done);
    long staged = System.nanoTime();
    Manifest manifest = session.commit(staging, JoinedTasks.batch(done));
    bound.landed(
        ranges.stream().mapToLong(Slice::length).sum(),
        done.stream().mapToLong(LandingTask.Done::bytes).sum());
    metrics.landed(session.state(), System.nanoTime() - start);
    logCommit(manifest, done.size(), staged - start, System.nanoTime() - staged);
    return manifest;
  }

  /** Throws the actual reason of a failure, if it can be found. */
  private List<LandingTask.Done> stageOrExplain(String staging, List<Slice> ranges, Instant now)
      throws IOException {
    try {
      return stage(staging, ranges, now);
    } catch (Exception e) { // Spark also throws checked exceptions that it does not declare.
      BrokenRecords broken = BrokenRecords.in(e);
      if (broken != null) {
        landBefore(broken, ranges);
        throw broken;
      }
      try {
        sameLog.require(session.state(), List.of());
      } catch (StopForGood reason) {
        reason.addSuppressed(e);
        throw reason;
      } catch (RuntimeException unknown) {
        e.addSuppressed(unknown);
      }
      throw e;
    }
  }

  /** Lands what can be read, so that whoever skips the broken records skips nothing else. */
  private void landBefore(BrokenRecords broken, List<Slice> ranges) throws IOException {
    List<Slice> before = broken.before(ranges);
    if (!before.isEmpty()) {
      land(before);
    }
  }

  private List<LandingTask.Done> stage(String staging, List<Slice> ranges, Instant now) {
    int cores = settings.streaming().application().cores();
    List<List<Slice>> plan = TaskPlan.of(ranges, settings.streaming().eventsPerTask(), cores);
    LandingTask task =
        new LandingTask(
            feed,
            settings.lake().parquet(),
            consumerOptions(settings),
            settings.streaming().pollTimeout(),
            files.root().toString(),
            session.staging(staging),
            now);
    Broadcast<SerializableConfiguration> hadoop = configuration;
    return spark
        .parallelize(plan, plan.size())
        .map(slices -> task.land(slices, taskName(), hadoop.value().value()))
        .collect();
  }

  /** Unique among all attempts of all tasks of the batch. */
  private static String taskName() {
    TaskContext task = TaskContext.get();
    return "%05d-%d".formatted(task.partitionId(), task.taskAttemptId());
  }

  /**
   * Options of the consumers that read ranges. Fetches are large, because a range may be hundreds
   * of thousands of records.
   */
  public static Map<String, Object> consumerOptions(Settings settings) {
    Map<String, Object> options = settings.kafka().readCommittedOptions();
    options.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    options.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    options.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * MIB);
    options.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 32 * MIB);
    options.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    options.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, MIB);
    return options;
  }

  private static void logCommit(Manifest manifest, int tasks, long stageNanos, long commitNanos) {
    long rows = manifest.landed() + manifest.rejected();
    long bytes = manifest.files().stream().mapToLong(Manifest.DataFile::bytes).sum();
    StringBuilder ranges = new StringBuilder();
    manifest
        .ranges()
        .forEach(r -> ranges.append(r.partition() + ":" + r.from() + "-" + r.until() + " "));
    log.info(
        "Commit {}: {}landed {}, rejected {}, absent {}, {} files, {} KiB, {} tasks, staged in {}"
            + " ms, committed in {} ms, {} events/s",
        manifest.seq(),
        ranges,
        manifest.landed(),
        manifest.rejected(),
        manifest.ranges().stream().mapToLong(Range::absent).sum(),
        manifest.files().size(),
        bytes >> 10,
        tasks,
        stageNanos / 1_000_000,
        commitNanos / 1_000_000,
        rows * 1_000_000_000L / Math.max(1, stageNanos + commitNanos));
  }
}
