package sparkify.common.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How events are sent.
 *
 * @param batchBytes bytes collected per partition before a batch is sent
 * @param linger how long a batch that is not full waits
 * @param bufferBytes memory for events that are not acknowledged yet
 * @param quietAfter how long the broker may be silent before that is reported
 * @param maxLineBytes the longest line that is sent or kept
 * @param sideDirectory folder for lines that are too large for Kafka
 */
public record ProducerSettings(
    int batchBytes,
    Duration linger,
    long bufferBytes,
    Duration quietAfter,
    int maxLineBytes,
    Path sideDirectory) {
  private static final long LONGEST_LINE = 256 << 20;

  static ProducerSettings from(Section producer) {
    long batch = producer.bytes("batch-size", 1 << 10);
    long buffer = producer.bytes("buffer-memory", 1 << 20);
    if (batch > buffer || batch > Integer.MAX_VALUE) {
      throw producer.bad("batch-size", batch, "must not exceed buffer-memory (" + buffer + ")");
    }
    long line = producer.bytes("max-line-bytes", 1 << 10);
    if (line > LONGEST_LINE) {
      throw producer.bad("max-line-bytes", line, "must be at most " + LONGEST_LINE + " bytes");
    }
    return new ProducerSettings(
        (int) batch,
        producer.duration("linger", Duration.ZERO),
        buffer,
        producer.duration("quiet-after", Duration.ofMillis(100)),
        (int) line,
        Path.of(producer.nonEmptyText("side-directory")));
  }
}
