package sparkify.producer.send;

import java.time.Duration;
import sparkify.producer.line.LineInput;
import sparkify.producer.route.KeyFinder;
import sparkify.producer.route.UserIdKey;

/**
 * What to replay.
 *
 * @param keys finds each line's key
 * @param interval from one line to the next; zero for as fast as possible
 * @param limit lines at most
 */
public record ReplayPlan(
    String topic, LineInput input, KeyFinder keys, Duration interval, long limit) {

  /** All events of {@code input}, keyed by user, as fast as possible. */
  public static ReplayPlan events(String topic, LineInput input) {
    return new ReplayPlan(topic, input, new UserIdKey(), Duration.ZERO, Long.MAX_VALUE);
  }

  /** The same with {@code interval} from one line to the next. */
  public ReplayPlan every(Duration interval) {
    return new ReplayPlan(topic, input, keys, interval, limit);
  }

  /** The same for the first {@code limit} lines. */
  public ReplayPlan first(long limit) {
    return new ReplayPlan(topic, input, keys, interval, limit);
  }
}
