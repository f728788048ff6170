package sparkify.producer.send;

import java.time.Duration;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Dataset;
import sparkify.common.feed.KeyFinder;
import sparkify.producer.line.LineInput;

/**
 * What to replay.
 *
 * @param keys finds each line's key
 * @param interval time between two lines; zero for as fast as possible
 * @param limit the largest number of lines
 */
public record ReplayPlan(
    String topic, LineInput input, KeyFinder keys, Duration interval, long limit) {

  /** All events of {@code input}, keyed by user, as fast as possible. */
  public static ReplayPlan events(String topic, LineInput input) {
    return of(topic, input, FeedCatalogue.named(Dataset.EVENTS).keys());
  }

  /** All lines of {@code input} as fast as possible. */
  public static ReplayPlan of(String topic, LineInput input, KeyFinder keys) {
    return new ReplayPlan(topic, input, keys, Duration.ZERO, Long.MAX_VALUE);
  }

  /** The same plan with {@code interval} between two lines. */
  public ReplayPlan every(Duration interval) {
    return new ReplayPlan(topic, input, keys, interval, limit);
  }

  /** The same plan for the first {@code limit} lines. */
  public ReplayPlan first(long limit) {
    return new ReplayPlan(topic, input, keys, interval, limit);
  }
}
