package sparkify.producer.send;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Dataset;
import sparkify.common.feed.KeyFinder;
import sparkify.producer.line.LineInput;
import sparkify.producer.pace.Schedule;

/**
 * What to replay.
 *
 * @param keys finds each line's key
 * @param schedule makes the schedule of a replay that begins
 * @param resume where it goes on; null if it always begins at the first line
 */
public record ReplayPlan(
    String topic,
    LineInput input,
    KeyFinder keys,
    Supplier<Schedule> schedule,
    @Nullable Resume resume) {

  /** All lines of {@code input} as fast as possible. */
  public static ReplayPlan of(String topic, LineInput input, KeyFinder keys) {
    return new ReplayPlan(topic, input, keys, () -> Schedule.AT_ONCE, null);
  }

  /** All events of {@code input}, keyed by user, as fast as possible. */
  public static ReplayPlan events(String topic, LineInput input) {
    return of(topic, input, FeedCatalogue.named(Dataset.EVENTS).keys());
  }

  /** The same plan at another pace. */
  public ReplayPlan paced(Supplier<Schedule> other) {
    return new ReplayPlan(topic, input, keys, other, resume);
  }

  /** The same plan, which goes on where a replay of that id ended. */
  public ReplayPlan resumed(Resume other) {
    return new ReplayPlan(topic, input, keys, schedule, other);
  }
}
