package sparkify.producer.send;

import java.time.Duration;
import sparkify.producer.line.LineInput;
import sparkify.producer.route.KeyFinder;
import sparkify.producer.route.UserIdKey;

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
    return new ReplayPlan(topic, input, new UserIdKey(), Duration.ZERO, Long.MAX_VALUE);
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
