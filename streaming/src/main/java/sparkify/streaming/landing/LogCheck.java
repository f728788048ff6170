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
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.lake.log.Manifest.Last;

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
              .formatted(topic, RootCause.message(e)),
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
    List<TopicPartition> rest = new ArrayList<>(round.keySet());
    consumer.assign(rest);
    consumer.endOffsets(rest, patience); // A position is validated only if its leader is known.
    round.forEach((p, last) -> consumer.seek(p, after(last)));
    while (!rest.isEmpty()) {
      try {
        consumer.position(rest.get(0), patience); // Waits until the leader has confirmed it.
        rest.remove(0);
      } catch (LogTruncationException e) {
        for (TopicPartition p : e.offsetOutOfRangePartitions().keySet()) {
          OffsetAndMetadata end = e.divergentOffsets().get(p);
          cuts.merge(p.partition(), end == null ? 0 : end.offset(), Math::min);
          rest.remove(p);
        }
        consumer.assign(rest); // It would report the others again.
      }
    }
  }

  private static OffsetAndMetadata after(Last last) {
    return new OffsetAndMetadata(last.offset() + 1, Optional.of(last.epoch()), "");
  }
}
