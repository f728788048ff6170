package sparkify.bench.part;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.common.OperatorError;

/** How long rows took from Kafka to their commit. Each row counts; there is no sample. */
final class Latencies {
  private final long from;

  /** How many rows took so many milliseconds. */
  private final NavigableMap<Long, Long> counts = new TreeMap<>();

  private long measured;
  private long rows;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * @param from rows sent before it are counted, but not measured
   */
  Latencies(Instant from) {
    this.from = from.toEpochMilli();
  }

  /** Adds a row that was sent and committed at these epoch milliseconds. */
  void add(long sent, long committed) {
    rows++;
    first = Math.min(first, sent);
    last = Math.max(last, sent);
    if (sent >= from) {
      measured++;
      counts.merge(committed - sent, 1L, Long::sum);
    }
  }

  /** How many rows there are, measured or not. */
  long rows() {
    return rows;
  }

  /** Rows per second from the first that was sent to the last, measured or not. */
  double sentPerSecond() {
    return (rows - 1) * 1000.0 / (last - first);
  }

  /**
   * The shortest time, in milliseconds, within which so many of the measured rows were committed.
   *
   * @param percent from 1 to 100
   * @throws OperatorError when no row was measured
   */
  long percentile(int percent) {
    long left = (measured * percent + 99) / 100;
    for (var count : counts.entrySet()) {
      left -= count.getValue();
      if (left <= 0) {
        return count.getKey();
      }
    }
    throw new OperatorError("Cannot measure latency: no event was sent after the warm-up");
  }

  /** The median, 99 of a hundred, and the longest. */
  Measurement measurement() {
    return Measurement.empty()
        .with(Metric.LATENCY_P50, (double) percentile(50))
        .with(Metric.LATENCY_P99, (double) percentile(99))
        .with(Metric.LATENCY_MAX, (double) percentile(100));
  }
}
