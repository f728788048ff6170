package sparkify.streaming;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.kafka010.CanCommitOffsets;
import org.apache.spark.streaming.kafka010.HasOffsetRanges;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;
import org.apache.spark.streaming.kafka010.OffsetRange;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.lake.log.StopForGood;
import sparkify.streaming.landing.Landing;
import sparkify.streaming.landing.Slice;

/**
 * Lands one batch after another until there is a reason to end.
 *
 * <p>The direct stream supplies the offset ranges and adapts their size to the speed of the
 * batches; its own reading of records is not used. Spark runs later batches after one has failed,
 * so this loop lands nothing more after the first reason to end.
 */
@SuppressWarnings("deprecation") // DStreams are the design: they hand out ranges before reading.
final class BatchLoop {
  private static final long CHECK_MS = 200;

  private final JavaSparkContext spark;
  private final Settings settings;
  private final Landing landing;
  private final Topics topics;
  private final StopRequest stopRequest;
  private final @Nullable Map<Integer, Long> target;
  private final Runnable batchDone;
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicBoolean aborted = new AtomicBoolean();

  /** Why a loop ended. */
  enum End {
    /** A stop was requested. */
    STOPPED,
    /** Everything below the target offsets has landed. */
    CAUGHT_UP,
    /** The topic has partitions that the log does not know: open the table again and continue. */
    NEW_PARTITIONS
  }

  /**
   * Prepares a loop.
   *
   * @param target offsets by partition at which to end, or null to continue until asked to stop
   * @param batchDone called after each batch that went well, even if there was nothing to land
   */
  BatchLoop(
      JavaSparkContext spark,
      Settings settings,
      Landing landing,
      Topics topics,
      StopRequest stopRequest,
      @Nullable Map<Integer, Long> target,
      Runnable batchDone) {
    this.spark = spark;
    this.settings = settings;
    this.landing = landing;
    this.topics = topics;
    this.stopRequest = stopRequest;
    this.target = target;
    this.batchDone = batchDone;
  }

  /**
   * Runs until there is a reason to end; the current batch commits first.
   *
   * @throws IOException or the unchecked exception that failed a batch, unchanged
   */
  End run() throws InterruptedException, IOException {
    if (isCaughtUp()) {
      return End.CAUGHT_UP;
    }
    try {
      return runStream();
    } catch (RuntimeException e) {
      requireCurrent(e);
      throw e;
    }
  }

  private End runStream() throws InterruptedException, IOException {
    JavaStreamingContext context =
        new JavaStreamingContext(
            spark, new Duration(settings.streaming().batchInterval().toMillis()));
    Map<TopicPartition, Long> from = new HashMap<>();
    landing.committed().forEach((p, offset) -> from.put(partition(p), offset));
    StreamStart start = new StreamStart(driverOptions(), from);
    try {
      stream(context, start);
      context.start();
      return awaitEnd(context);
    } finally {
      stop(context, start);
    }
  }

  /**
   * Ends the stream but not Spark. A requested stop lets the current batch commit; if the stream
   * has failed while a batch was running, the batch is abandoned. Should it commit all the same,
   * the log treats it like the commit of any other driver.
   */
  private void stop(JavaStreamingContext context, StreamStart start) {
    boolean requested = end.get() == End.STOPPED;
    if (!requested) {
      aborted.set(true);
      spark.sc().cancelAllJobs();
      start.abort();
    }
    context.stop(false, requested);
  }

  /**
   * Throws the actual reason, if it can be found: a stream whose topic was recreated, for example,
   * fails because of a negative number of records before a batch can notice.
   */
  private void requireCurrent(RuntimeException failed) {
    if (failure.get() == failed || Outage.isOne(failed)) {
      return; // Its own exception says why.
    }
    try {
      landing.isCurrent(topics.describe(landing.topic()));
    } catch (StopForGood e) {
      e.addSuppressed(failed);
      throw e;
    } catch (IOException | RuntimeException e) {
      failed.addSuppressed(e);
    }
  }

  private End awaitEnd(JavaStreamingContext context) throws InterruptedException, IOException {
    while (true) {
      context.awaitTerminationOrTimeout(CHECK_MS); // Rethrows what failed the stream.
      rethrow(failure.get());
      End reason = end.get();
      if (reason != null) {
        return reason;
      }
      if (stopRequest.isMade()) {
        end.compareAndSet(null, End.STOPPED);
      }
    }
  }

  private void stream(JavaStreamingContext context, StreamStart start) {
    JavaInputDStream<ConsumerRecord<byte[], byte[]>> stream =
        KafkaUtils.createDirectStream(context, LocationStrategies.PreferConsistent(), start);
    CanCommitOffsets lagTools = (CanCommitOffsets) stream.inputDStream();
    stream.foreachRDD(rdd -> batch(rdd, lagTools));
  }

  private void batch(JavaRDD<ConsumerRecord<byte[], byte[]>> rdd, CanCommitOffsets lagTools)
      throws IOException {
    if (isOver()) {
      return;
    }
    try {
      land(slices(((HasOffsetRanges) rdd.rdd()).offsetRanges()), lagTools);
      if (!aborted.get()) {
        batchDone.run();
      }
    } catch (Throwable e) { // Errors too: Spark would continue with the next batch.
      failure.set(e);
      throw e;
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    } else if (failure != null) {
      throw new IllegalStateException("A batch failed", failure);
    }
  }

  /** Lands the ranges in one commit or several, with the same checks before and after each. */
  private void land(List<Slice> ranges, CanCommitOffsets lagTools) throws IOException {
    List<Slice> rest = ranges;
    do {
      if (!landing.isCurrent(topics.describe(landing.topic()))) {
        end.set(End.NEW_PARTITIONS);
        return;
      }
      List<Slice> batch = landing.batchOf(rest);
      if (!batch.isEmpty()) {
        landing.land(batch);
        lagTools.commitAsync(offsetRanges(batch));
      }
      if (isCaughtUp()) {
        end.set(End.CAUGHT_UP);
      }
      rest = Slice.after(rest, batch);
    } while (!rest.isEmpty() && !isOver());
  }

  private static List<Slice> slices(OffsetRange[] ranges) {
    return Arrays.stream(ranges)
        .filter(r -> r.count() != 0)
        .map(r -> Slice.of(r.topic(), r.partition(), r.fromOffset(), r.untilOffset()))
        .toList();
  }

  private OffsetRange[] offsetRanges(List<Slice> slices) {
    return slices.stream()
        .map(s -> OffsetRange.create(partition(s.partition()), s.from(), s.until()))
        .toArray(OffsetRange[]::new);
  }

  private boolean isOver() {
    return end.get() != null || failure.get() != null || aborted.get();
  }

  private boolean isCaughtUp() {
    return target != null && landing.state().hasReached(target);
  }

  private Map<String, Object> driverOptions() {
    Map<String, Object> options = Landing.consumerOptions(settings);
    options.put(ConsumerConfig.GROUP_ID_CONFIG, "sparkify-" + settings.dataset().label());
    int timeout = Math.toIntExact(settings.kafka().timeout().toMillis());
    options.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    options.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(timeout, 30_000));
    return options;
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(landing.topic(), number);
  }
}
