package sparkify.producer.resume;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import sparkify.common.kafka.TopicState;
import sparkify.producer.route.RoutedLine;
import sparkify.producer.route.RoutedLines;

/** Checks that each partition holds the first of its lines of the input, and nothing else. */
final class PrefixCheck {
  private final TopicState topic;
  private final Map<Integer, ConsumerRecord<byte[], byte[]>> last;
  private final long[] seen;
  private long left;

  PrefixCheck(TopicState topic, Map<Integer, ConsumerRecord<byte[], byte[]>> last) {
    this.topic = topic;
    this.last = last;
    this.seen = new long[topic.partitions()];
    this.left = topic.end().values().stream().filter(end -> end > 0).count();
  }

  /** Describes what is wrong; empty if the topic holds such a prefix. */
  String problem(RoutedLines lines) throws IOException {
    for (var begin : topic.begin().entrySet()) {
      if (begin.getValue() != 0) {
        return "the first %d records of partition %d have been deleted"
            .formatted(begin.getValue(), begin.getKey());
      }
    }
    while (left > 0) {
      RoutedLine line = lines.next();
      if (line == null) {
        return "it holds more records than the input has lines";
      }
      if (line.fits() && !matches(line)) {
        return "record %d of partition %d is not line %d of the input"
            .formatted(seen[line.partition()] - 1, line.partition(), line.number());
      }
    }
    return "";
  }

  /** Counts a line; false if it should be the last record of its partition and is not. */
  private boolean matches(RoutedLine line) {
    int partition = line.partition();
    long held = topic.end().getOrDefault(partition, 0L);
    seen[partition]++;
    if (seen[partition] != held) {
      return true;
    }
    left--;
    return same(line, last.get(partition));
  }

  private static boolean same(RoutedLine line, @Nullable ConsumerRecord<byte[], byte[]> record) {
    return record != null
        && Arrays.equals(line.value(), record.value())
        && Arrays.equals(line.key(), record.key());
  }
}
