package sparkify.producer.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sparkify.common.config.Durations;

/**
 * Where a replay is.
 *
 * @param sent events that Kafka acknowledged
 * @param inFlight events that it has not acknowledged yet
 * @param lag how late the newest event was, by its schedule
 * @param retries how often something was sent again
 * @param p50 median time from sending to acknowledgement, of the last second
 * @param p99 the same of all but one in a hundred
 * @param fraction share of the input that has been read, 0 to 1
 */
record Figures(
    Duration time,
    long sent,
    long inFlight,
    Duration lag,
    long retries,
    Duration p50,
    Duration p99,
    double fraction) {
  private static final Duration NOTEWORTHY = Duration.ofSeconds(1);

  /** What a progress display adds to count, rate and time left. */
  String detail() {
    List<String> parts = new ArrayList<>();
    parts.add("%,d in flight".formatted(inFlight));
    parts.add("latency p99 " + Durations.format(p99));
    if (lag.compareTo(NOTEWORTHY) > 0) {
      parts.add(Durations.format(lag) + " behind");
    }
    if (retries > 0) {
      parts.add("%,d retries".formatted(retries));
    }
    return String.join(", ", parts);
  }
}
