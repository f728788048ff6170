package sparkify.producer.send;

import java.time.Duration;
import java.util.function.Consumer;
import sparkify.common.config.Durations;

/** Notices that the broker is away, says so once, and how long it was when it is back. */
final class SilenceWatch {
  private final long quietAfter;
  private final String servers;
  private final Consumer<String> say;
  private boolean silent;
  private long since;
  private long acknowledgedBefore;
  private long waited;

  SilenceWatch(Duration quietAfter, String servers, Consumer<String> say) {
    this.quietAfter = quietAfter.toNanos();
    this.servers = servers;
    this.say = say;
  }

  /**
   * @param now nanoseconds of a monotonic clock
   * @param underWay records sent and not acknowledged
   * @param quietSince since when, of the same clock, there has been no news of any
   */
  synchronized void tick(long now, long underWay, long acknowledged, long quietSince) {
    if (silent && acknowledged > acknowledgedBefore) {
      silent = false;
      waited += quietSince - since;
      say.accept("Kafka answers again after " + words(quietSince - since) + ": going on");
    } else if (!silent && underWay > 0 && now - quietSince > quietAfter) {
      silent = true;
      since = quietSince;
      acknowledgedBefore = acknowledged;
      say.accept(
          "Kafka at %s is unreachable, waiting: no answer for %s, %,d events under way"
              .formatted(servers, words(now - quietSince), underWay));
    }
  }

  /** All silences that ended, together. */
  synchronized Duration waited() {
    return Duration.ofNanos(waited);
  }

  private static String words(long nanos) {
    return Durations.format(Duration.ofNanos(nanos));
  }
}
