package sparkify.cli.status;

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
  /** What rates are measured over. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  static TopicLook at(Topics topics, String topic, Instant now) {
    TopicState state = topics.find(topic).orElseGet(() -> missing(topic));
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
