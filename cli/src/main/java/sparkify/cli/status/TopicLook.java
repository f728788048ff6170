package sparkify.cli.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sparkify.common.kafka.OpenTransaction;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;

/**
 * What Kafka says.
 *
 * @param inPerSecond offsets per second over the last minute, by the timestamps of the records
 * @param openTransactions those that hold back records
 */
record TopicLook(TopicState state, double inPerSecond, List<OpenTransaction> openTransactions) {
  /** What the rate is measured over. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  static TopicLook at(Topics topics, String topic, Clock clock) {
    TopicState state = topics.find(topic).orElseGet(() -> missing(topic));
    Instant now = clock.instant(); // As of the end of the log, or more than a minute is counted.
    return new TopicLook(
        state,
        topics.offsetsSince(state, now.minus(WINDOW)) / (double) WINDOW.toSeconds(),
        topics.openTransactions(state));
  }

  private static TopicState missing(String topic) {
    return new TopicState(topic, "", 0, Map.of(), Map.of(), Map.of());
  }

  boolean exists() {
    return state.partitions() > 0;
  }
}
