package sparkify.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import sparkify.common.Incident;
import sparkify.common.config.Durations;
import sparkify.common.kafka.OpenTransaction;

/**
 * One look at a dataset from outside. What did not answer is null, and {@code trouble} says why.
 *
 * @param lags in order of partition; empty unless topic and lake answered
 * @param trouble what keeps records from landing, or this look from telling
 */
record Look(
    Instant at,
    String dataset,
    Duration batchInterval,
    @Nullable YarnLook yarn,
    @Nullable TopicLook topic,
    @Nullable LakeLook lake,
    List<Lag> lags,
    List<Trouble> trouble) {

  /** A transaction that is this old may hang. A replay that can be resumed commits each second. */
  private static final Duration MAY_BE_OPEN = Duration.ofSeconds(10);

  /** Something that needs an operator, or time. */
  record Trouble(Incident incident, String message) {}

  static Look of(
      Instant at,
      String dataset,
      Duration batchInterval,
      Answer<YarnLook> yarn,
      Answer<TopicLook> topic,
      Answer<LakeLook> lake) {
    List<Trouble> trouble = new ArrayList<>();
    yarn.addTrouble(trouble);
    topic.addTrouble(trouble);
    lake.addTrouble(trouble);
    TopicLook kafka = topic.value();
    LakeLook hdfs = lake.value();
    List<Lag> lags = List.of();
    if (hdfs != null) {
      trouble.addAll(hdfs.unread());
    }
    if (kafka != null) {
      kafka.openTransactions().stream()
          .filter(open -> Duration.between(open.since(), at).compareTo(MAY_BE_OPEN) > 0)
          .forEach(open -> trouble.add(heldBack(open, kafka, at)));
    }
    if (kafka != null && hdfs != null) {
      lags = Lag.of(kafka.state(), hdfs);
    }
    if (kafka != null && hdfs != null && isReplaced(kafka, hdfs)) {
      trouble.add(
          new Trouble(Incident.TOPIC_REPLACED, "the lake holds another topic of this name"));
    } else {
      lags.forEach(lag -> lag.addTrouble(trouble));
    }
    return new Look(at, dataset, batchInterval, yarn.value(), kafka, hdfs, lags, trouble);
  }

  private static boolean isReplaced(TopicLook kafka, LakeLook lake) {
    return lake.topic() != null
        && kafka.exists()
        && !lake.topic().id().equals(kafka.state().topicId());
  }

  private static Trouble heldBack(OpenTransaction open, TopicLook kafka, Instant at) {
    int partition = open.partition();
    String id = open.transactionalId();
    return new Trouble(
        Incident.TRANSACTION_OPEN,
        "partition %d: a transaction of producer %d%s, open since %s (%s), holds back %d offsets; last stable offset %d, log end %d"
            .formatted(
                partition,
                open.producerId(),
                id == null ? "" : " (transactional id " + id + ")",
                open.since(),
                age(open.since(), at),
                kafka.state().heldBack().getOrDefault(partition, 0L),
                kafka.state().end().getOrDefault(partition, 0L),
                kafka.state().logEnd().getOrDefault(partition, 0L)));
  }

  /** How long ago {@code then} was, for people; clocks of others may be ahead. */
  static String age(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    return Durations.format(age.isNegative() ? Duration.ZERO : age);
  }

  /** Whether Kafka, HDFS and YARN all answered. */
  boolean isComplete() {
    return yarn != null && topic != null && lake != null;
  }

  /** A sum over all partitions. */
  long sum(ToLongFunction<Lag> of) {
    return lags.stream().mapToLong(of).sum();
  }

  /**
   * Seconds until everything that can land has landed, at the present rates: 0 if it has but for
   * what arrives while two batches land, infinite if records arrive as fast as they land, or null
   * when unknown.
   */
  @Nullable Double secondsToCatchUp() {
    if (topic == null || !topic.exists() || lake == null) {
      return null;
    }
    long lag = sum(Lag::lag);
    if (lag <= topic.inPerSecond() * 2 * secondsOfBatch(lake)) {
      return 0.0; // A stream that keeps up always has the batch that lands and the next one ahead.
    }
    if (lake.recent() == null) {
      return null;
    }
    double gain = lake.recent().outPerSecond() - topic.inPerSecond();
    return gain > 0 ? lag / gain : Double.POSITIVE_INFINITY;
  }

  private double secondsOfBatch(LakeLook lake) {
    double interval = batchInterval.toMillis() / 1e3;
    Double spacing = lake.secondsBetweenBatches();
    return spacing == null ? interval : Math.max(interval, spacing);
  }
}
