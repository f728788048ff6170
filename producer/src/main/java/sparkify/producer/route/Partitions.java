package sparkify.producer.route;

import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which partition a line goes to, decided here so that a replay can be worked out again.
 *
 * <p>A key goes where Kafka's own partitioner puts it; a line without one to its line number modulo
 * the partitions.
 */
public final class Partitions {
  private Partitions() {}

  public static int of(byte @Nullable [] key, long lineNumber, int partitions) {
    return key == null
        ? (int) (lineNumber % partitions)
        : Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
