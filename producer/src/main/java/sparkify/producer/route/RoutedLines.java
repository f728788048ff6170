package sparkify.producer.route;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import sparkify.producer.line.LineSource;

/** Reads lines and decides where each goes: the same lines, the same decisions, every time. */
public final class RoutedLines {
  // A batch header and the largest record header around one key and value.
  private static final int RECORD_OVERHEAD_BYTES = 100;

  private final LineSource lines;
  private final KeyFinder keys;
  private final int partitions;
  private final int maxRecordBytes;
  private long left;

  /**
   * @param limit lines to read at most
   * @param maxRecordBytes with its headers, that the topic takes
   */
  public RoutedLines(
      LineSource lines, KeyFinder keys, long limit, int partitions, int maxRecordBytes) {
    this.lines = lines;
    this.keys = keys;
    this.left = limit;
    this.partitions = partitions;
    this.maxRecordBytes = maxRecordBytes;
  }

  public @Nullable RoutedLine next() throws IOException {
    byte[] value = left > 0 ? lines.next() : null;
    if (value == null) {
      return null;
    }
    left--;
    byte[] key = keys.key(value);
    int keyBytes = key == null ? 0 : key.length;
    boolean fits = (long) value.length + keyBytes + RECORD_OVERHEAD_BYTES <= maxRecordBytes;
    long number = lines.lineNumber();
    return new RoutedLine(number, value, key, Partitions.of(key, number, partitions), fits);
  }
}
