package sparkify.producer.route;

import java.io.IOException;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.KeyFinder;
import sparkify.producer.line.LineSource;

/** Reads lines, and finds the position, key and partition of each. */
public final class RoutedLines {
  private static final XXHash64 XXH64 = XXHashFactory.fastestJavaInstance().hash64();
  // A batch header and the largest record header around one key and value.
  private static final int RECORD_OVERHEAD_BYTES = 100;

  private final LineSource lines;
  private final KeyFinder keys;
  private final Targets targets;
  private Position position = Position.START;
  private long generation;

  /**
   * What lines are routed to.
   *
   * @param partitions number of the topic's partitions
   * @param maxRecordBytes the largest record that the topic accepts, with its headers
   */
  public record Targets(int partitions, int maxRecordBytes) {}

  /** Routes the lines of a source. */
  public RoutedLines(LineSource lines, KeyFinder keys, Targets targets) {
    this.lines = lines;
    this.keys = keys;
    this.targets = targets;
  }

  /** The next line, or null at the end. */
  public @Nullable RoutedLine next() throws IOException {
    byte[] value = lines.next();
    if (value == null) {
      return null;
    }
    long tooLong = lines.tooLong();
    position = after(value, tooLong);
    byte[] key = keys.key(value);
    int keyBytes = key == null ? 0 : key.length;
    boolean fits =
        tooLong == 0
            && (long) value.length + keyBytes + RECORD_OVERHEAD_BYTES <= targets.maxRecordBytes();
    long number = lines.lineNumber();
    int partition = Partitions.of(key, number, targets.partitions());
    return new RoutedLine(number, position, value, key, partition, fits, tooLong);
  }

  /** The position after a line; of one that was not kept, only the length is known. */
  private Position after(byte[] value, long tooLong) {
    if (lines.generation() != generation) {
      generation = lines.generation();
      position = Position.START;
    }
    long sum = XXH64.hash(value, 0, value.length, position.sum()) + tooLong;
    return new Position(position.lines() + 1, sum);
  }
}
