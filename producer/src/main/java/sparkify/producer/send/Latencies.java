package sparkify.producer.send;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts latencies in buckets that grow with the value: any quantile to within 3%, in 15 KiB for
 * any number of values. One thread adds, any thread may read.
 */
final class Latencies {
  private static final int STEPS = 32;
  private static final int STEP_BITS = 5;
  private static final int BUCKETS = (64 - STEP_BITS) * STEPS;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void add(long nanos) {
    int bucket = bucket(Math.max(0, nanos / 1_000));
    counts.lazySet(bucket, counts.get(bucket) + 1);
  }

  /** Those added so far that are not in {@code earlier}. */
  Latencies since(Latencies earlier) {
    Latencies since = new Latencies();
    for (int i = 0; i < BUCKETS; i++) {
      since.counts.set(i, counts.get(i) - earlier.counts.get(i));
    }
    return since;
  }

  /**
   * The latency that {@code share} (0 to 1) of all values do not exceed; zero if there are none.
   */
  Duration quantile(double share) {
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      total += counts.get(i);
    }
    long wanted = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts.get(i);
      if (seen >= wanted) {
        return Duration.of(upperBound(i), ChronoUnit.MICROS);
      }
    }
    return Duration.ZERO;
  }

  /** Values below STEPS have one bucket each; above, each power of two has STEPS buckets. */
  private static int bucket(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int power = 63 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
    return (power + 1) * STEPS + (int) (micros >>> power) - STEPS;
  }

  private static long upperBound(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int power = bucket / STEPS - 1;
    return ((bucket % STEPS + STEPS + 1L) << power) - 1;
  }
}
