package sparkify.producer.send;

import java.time.Duration;
import java.util.function.Consumer;
import sparkify.common.config.Durations;

/** Reports once that the broker has fallen silent, and for how long when it answers again. */
final class SilenceWatch {
  private final long quietAfter;
  private final String servers;
  private final Consumer<String> report;
  private boolean silent;
  private long since;
  private long acknowledgedBefore;
  private long waited;

  SilenceWatch(Duration quietAfter, String servers, Consumer<String> report) {
    this.quietAfter = quietAfter.toNanos();
    this.servers = servers;
    this.report = report;
  }

  /**
   * Looks at the current state of the replay.
   *
   * @param now nanoseconds of a monotonic clock
   * @param waiting whether anything waits for an answer
   * @param inFlight records sent and not acknowledged
   * @param quietSince the time on the same clock since which none has been acknowledged
   */
  synchronized void tick(
      long now, boolean waiting, long inFlight, long acknowledged, long quietSince) {
    if (silent && (acknowledged != acknowledgedBefore || !waiting)) {
      silent = false;
      waited += quietSince - since;
      report.accept("Kafka answers again after " + format(quietSince - since) + ": continuing");
    } else if (!silent && waiting && now - quietSince > quietAfter) {
      silent = true;
      since = quietSince;
      acknowledgedBefore = acknowledged;
      report.accept(
          "Kafka at %s is unreachable, waiting: no answer for %s, %,d events in flight"
              .formatted(servers, format(now - quietSince), inFlight));
    }
  }

  /** The total length of all silences that have ended. */
  synchronized Duration waited() {
    return Duration.ofNanos(waited);
  }

  private static String format(long nanos) {
    return Durations.format(Duration.ofNanos(nanos));
  }
}
