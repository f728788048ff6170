package sparkify.streaming.landing;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import scala.collection.Iterator;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.LogState;
import sparkify.lake.log.LogState.LastBatch;

/**
 * How landing is doing, as gauges of Spark's metrics system: {@code <spark.metrics.namespace>
 * .driver.landing.*}. A new gauge is a line in the constructor. Safe for use by several threads.
 */
public final class LandingMetrics implements Source {
  private static final String NAME = "landing";
  private static final double NANOS = 1e9;

  private final MetricRegistry registry = new MetricRegistry();
  private volatile Map<Integer, Long> next = Map.of();
  private volatile Map<Integer, Long> lastStable = Map.of();
  private volatile Map<Integer, Long> logEnd = Map.of();
  private volatile double lookedAt;
  private volatile double committedAt;
  private volatile double batchSeconds;
  private volatile long landed;
  private volatile long rejected;
  private volatile boolean waiting;

  private LandingMetrics() {
    gauge("lag_offsets", () -> sum(lastStable) - sum(next));
    gauge("held_back_offsets", () -> sum(logEnd) - sum(lastStable));
    gauge("looked_timestamp_seconds", () -> lookedAt);
    gauge("last_commit_timestamp_seconds", () -> committedAt);
    gauge("batch_seconds", () -> batchSeconds);
    gauge("landed_rows", () -> landed);
    gauge("rejected_records", () -> rejected);
    gauge("waiting", () -> waiting ? 1 : 0);
  }

  /** The metrics of this driver, which Spark learns of with the first call. */
  public static LandingMetrics of(JavaSparkContext spark) {
    MetricsSystem system = spark.sc().env().metricsSystem();
    Iterator<Source> known = system.getSourcesByName(NAME).iterator();
    if (known.hasNext()) {
      return (LandingMetrics) known.next();
    }
    LandingMetrics metrics = new LandingMetrics();
    system.registerSource(metrics);
    return metrics;
  }

  /** Updates what the topic has, whether or not anything lands. */
  void looked(TopicState topic, LogState state, Instant now) {
    lastStable = topic.end();
    logEnd = topic.logEnd();
    lookedAt = seconds(now);
    update(state);
  }

  /** Updates what has landed. */
  void landed(LogState state, long nanos) {
    batchSeconds = nanos / NANOS;
    update(state);
  }

  /** Updates whether landing waits for a service to answer. */
  public void waiting(boolean now) {
    waiting = now;
  }

  private void update(LogState state) {
    LastBatch last = state.lastBatch();
    committedAt = last == null ? Double.NaN : seconds(last.committedAt());
    next = Map.copyOf(state.committed());
    next.keySet().forEach(this::partition);
    landed = state.landed();
    rejected = state.rejected();
  }

  private synchronized void partition(int partition) {
    String name = "partition_" + partition + "_lag_offsets";
    if (!registry.getNames().contains(name)) {
      gauge(name, () -> of(lastStable, partition) - of(next, partition));
      gauge("partition_" + partition + "_next_offset", () -> of(next, partition));
    }
  }

  private void gauge(String name, Gauge<Number> value) {
    registry.register(name, value);
  }

  private static long of(Map<Integer, Long> offsets, int partition) {
    return offsets.getOrDefault(partition, 0L);
  }

  private static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1e3;
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
