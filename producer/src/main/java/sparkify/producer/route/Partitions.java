package sparkify.producer.route;

import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Decides which partition a line goes to, so that a replay can be repeated exactly.
 *
 * <p>A line with a key goes where Kafka's own partitioner would put it; a line without one goes to
 * its line number modulo the number of partitions.
 */
final class Partitions {
  private Partitions() {}

  static int of(byte @Nullable [] key, long lineNumber, int partitions) {
    return key == null
        ? (int) (lineNumber % partitions)
        : Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
