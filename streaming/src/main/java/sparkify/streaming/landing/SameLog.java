package sparkify.streaming.landing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.Settings;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.lake.Feed;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest.Last;
import sparkify.streaming.landing.LandingTask.Done;

/** Makes sure that what lands comes from the log that landed so far. */
final class SameLog {
  private final Settings settings;
  private final Feed feed;
  private final Topics topics;

  SameLog(Settings settings, Feed feed, Topics topics) {
    this.settings = settings;
    this.feed = feed;
    this.topics = topics;
  }

  /**
   * Settles where to resume. Describes the topic after the log was read: what another driver lands
   * in between would look lost otherwise.
   */
  Opening settle(LogState state) {
    TopicState topic = topics.describe(feed.topic());
    Positions.requireSameTopic(state, topic);
    return Positions.settle(
        state, topic, cuts(landedLast(state)), settings.streaming().onDataLoss());
  }

  /**
   * Checks, once everything is read, that it was read from the log that landed so far: a topic that
   * was recreated since, or lost its end, has other records at the same offsets.
   */
  void require(LogState state, List<Done> done) {
    TopicState topic = topics.describe(feed.topic());
    Positions.requireSameTopic(state, topic);
    Map<Integer, Set<Last>> read = landedLast(state);
    done.forEach(one -> one.ranges().forEach(r -> add(read, r.partition(), r.last())));
    Positions.requireUncut(state, topic, cuts(read), settings.streaming().onDataLoss());
  }

  private Map<Integer, Long> cuts(Map<Integer, Set<Last>> read) {
    return new LogCheck(
            Landing.consumerOptions(settings), feed.topic(), settings.streaming().pollTimeout())
        .cuts(read);
  }

  private static Map<Integer, Set<Last>> landedLast(LogState state) {
    Map<Integer, Set<Last>> landed = new TreeMap<>();
    state.partitions().forEach((partition, totals) -> add(landed, partition, totals.last()));
    return landed;
  }

  private static void add(Map<Integer, Set<Last>> to, int partition, @Nullable Last last) {
    if (last != null) {
      to.computeIfAbsent(partition, p -> new HashSet<>()).add(last);
    }
  }
}
