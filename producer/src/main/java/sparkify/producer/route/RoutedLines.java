package sparkify.producer.route;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.KeyFinder;
import sparkify.producer.line.LineSource;

/** Reads lines and finds the key and partition of each. */
public final class RoutedLines {
  // A batch header and the largest record header around one key and value.
  private static final int RECORD_OVERHEAD_BYTES = 100;

  private final LineSource lines;
  private final KeyFinder keys;
  private final int partitions;
  private final int maxRecordBytes;
  private long left;

  /**
   * Routes the lines of a source.
   *
   * @param limit the largest number of lines to read
   * @param maxRecordBytes the largest record that the topic accepts, with its headers
   */
  public RoutedLines(
      LineSource lines, KeyFinder keys, long limit, int partitions, int maxRecordBytes) {
    this.lines = lines;
    this.keys = keys;
    this.left = limit;
    this.partitions = partitions;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** The next line, or null at the end. */
  public @Nullable RoutedLine next() throws IOException {
    byte[] value = left > 0 ? lines.next() : null;
    if (value == null) {
      return null;
    }
    left--;
    byte[] key = keys.key(value);
    int keyBytes = key == null ? 0 : key.length;
    long tooLong = lines.tooLong();
    boolean fits =
        tooLong == 0 && (long) value.length + keyBytes + RECORD_OVERHEAD_BYTES <= maxRecordBytes;
    long number = lines.lineNumber();
    int partition = Partitions.of(key, number, partitions);
    return new RoutedLine(number, value, key, partition, fits, tooLong);
  }
}
