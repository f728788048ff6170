package sparkify.streaming.landing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import sparkify.common.Incident;
import sparkify.common.OperatorError;
import sparkify.common.kafka.KafkaFailures;
import sparkify.lake.log.Manifest.Last;
import sparkify.lake.log.StopForGood;

/**
 * Asks the broker whether it still has the records that were read. A log that lost its end, as by a
 * power failure or an unclean election, grows again with other records at the same offsets, which
 * only their leader epoch tells apart.
 *
 * <p>Each check uses a consumer of its own, so that it knows the leaders of this moment.
 */
final class LogCheck {
  private final Map<String, Object> options;
  private final String topic;
  private final Duration patience;

  /**
   * Prepares checks.
   *
   * @param options of a consumer
   */
  LogCheck(Map<String, Object> options, String topic, Duration patience) {
    this.options = options;
    this.topic = topic;
    this.patience = patience;
  }

  /**
   * Looks up records that were read.
   *
   * @param read by partition; the last one of each leader epoch stands for those before it
   * @return by partition, the first offset at which the log no longer has what was read; none if it
   *     still has everything
   */
  Map<Integer, Long> cuts(Map<Integer, ? extends Collection<Last>> read) {
    List<Map<TopicPartition, Last>> rounds = rounds(read);
    Map<Integer, Long> cuts = new TreeMap<>();
    if (rounds.isEmpty()) {
      return cuts;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(options)) {
      rounds.forEach(round -> check(consumer, round, cuts));
    } catch (KafkaException e) {
      throw new OperatorError(
          "Cannot check whether topic %s still has what landed: %s"
              .formatted(topic, KafkaFailures.reason(e)),
          e);
    }
    return cuts;
  }

  /** A consumer has one position per partition, so it looks for one record of each at a time. */
  private List<Map<TopicPartition, Last>> rounds(Map<Integer, ? extends Collection<Last>> read) {
    List<Map<TopicPartition, Last>> rounds = new ArrayList<>();
    read.forEach(
        (partition, records) -> {
          Map<Integer, Last> newest = new TreeMap<>();
          records.forEach(
              r -> newest.merge(r.epoch(), r, (a, b) -> a.offset() > b.offset() ? a : b));
          int round = 0;
          for (Last last : newest.values()) {
            if (rounds.size() == round) {
              rounds.add(new HashMap<>());
            }
            rounds.get(round++).put(new TopicPartition(topic, partition), last);
          }
        });
    return rounds;
  }

  private void check(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Last> round,
      Map<Integer, Long> cuts) {
    Map<TopicPartition, Last> rest = new HashMap<>(round);
    consumer.assign(rest.keySet());
    // A position is validated only if its leader is known.
    consumer.endOffsets(rest.keySet(), patience);
    rest.forEach((p, last) -> consumer.seek(p, after(last)));
    while (!rest.isEmpty()) {
      TopicPartition next = rest.keySet().iterator().next();
      try {
        consumer.position(next, patience); // Waits until the leader has confirmed it.
        rest.remove(next);
      } catch (LogTruncationException e) {
        for (TopicPartition p : e.offsetOutOfRangePartitions().keySet()) {
          Last last = rest.remove(p);
          if (last != null) {
            cuts.merge(p.partition(), cutAt(p, last, e.divergentOffsets().get(p)), Math::min);
          }
        }
        consumer.assign(rest.keySet()); // It would report the others again.
        // It may have forgotten what another broker answered, and would ask again only much later.
        rest.forEach((p, last) -> consumer.seek(p, after(last)));
      }
    }
  }

  private static long cutAt(TopicPartition p, Last last, @Nullable OffsetAndMetadata end) {
    if (end == null) {
      throw new StopForGood(
          Incident.LOG_CUT,
          "Cannot resume topic %s partition %d after offset %d: it landed in leader epoch %d, and Kafka knows neither that nor an earlier one"
              .formatted(p.topic(), p.partition(), last.offset(), last.epoch()));
    }
    return end.offset();
  }

  private static OffsetAndMetadata after(Last last) {
    return new OffsetAndMetadata(last.offset() + 1, Optional.of(last.epoch()), "");
  }
}
