package sparkify.producer.line;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.producer.content.FileContent;

/**
 * Splits a file into lines without decoding it, so that no byte can change.
 *
 * <p>A line ends at {@code \n} or {@code \r\n}; the last line may have no end. Lines of blanks and
 * tabs only are skipped. Of a line that is too long, only the length is kept, so that no input can
 * take more memory than the longest line allowed.
 */
public final class FileLines implements LineSource {
  private static final int BUFFER_BYTES = 1 << 20;
  // A longer line means a file without line ends.
  private static final long ENDLESS_BYTES = 1 << 28;
  private static final byte[] NOT_KEPT = {};

  private final String name;
  private final int maxLineBytes;
  private final InputStream in;
  private final DoubleSupplier fraction;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private long line;
  private long blank;
  private long bytes;

  /** Bytes of the current line that are no longer in the buffer, because it is too long. */
  private long dropped;

  private long tooLong;

  private FileLines(String name, int maxLineBytes, InputStream in, DoubleSupplier fraction) {
    this.name = name;
    this.maxLineBytes = maxLineBytes;
    this.in = in;
    this.fraction = fraction;
  }

  static FileLines open(Path file, int maxLineBytes) throws IOException {
    return of(FileContent.open(file), maxLineBytes);
  }

  /** The lines of a file or stream. */
  static FileLines of(FileContent content, int maxLineBytes) {
    return new FileLines(content.name(), maxLineBytes, content, content::fraction);
  }

  /**
   * The lines of bytes whose number is not known.
   *
   * @param name for messages
   */
  public static LineSource of(String name, InputStream bytes, int maxLineBytes) {
    return new FileLines(name, maxLineBytes, bytes, () -> 0);
  }

  @Override
  public byte @Nullable [] next() {
    while (true) {
      int stop = lineEnd();
      if (stop < 0) {
        return null;
      }
      int from = start;
      int to = stop > from && buffer[stop - 1] == '\r' ? stop - 1 : stop;
      if (line == blank && dropped == 0) {
        requireNoArray(from, to);
      }
      pass(to, stop);
      if (tooLong > 0) {
        return NOT_KEPT;
      }
      if (!isBlank(from, to)) {
        return Arrays.copyOfRange(buffer, from, to);
      }
      blank++;
    }
  }

  /** Counts the line from {@code start} to {@code to}, whose line end is up to {@code stop}. */
  private void pass(int to, int stop) {
    long length = dropped + to - start;
    int next = Math.min(stop + 1, end);
    bytes += dropped + next - start;
    tooLong = length > maxLineBytes ? length : 0;
    dropped = 0;
    start = next;
    line++;
  }

  @Override
  public long tooLong() {
    return tooLong;
  }

  @Override
  public long lineNumber() {
    return line;
  }

  @Override
  public long blankLines() {
    return blank;
  }

  @Override
  public double fraction() {
    return fraction.getAsDouble();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The index in the buffer where the line from {@code start} ends; -1 after the last line. */
  private int lineEnd() {
    int at = start;
    while (true) {
      for (; at < end; at++) {
        if (buffer[at] == '\n') {
          return at;
        }
      }
      makeRoom();
      at = end;
      if (!fill()) {
        return dropped + end == 0 ? -1 : end;
      }
    }
  }

  /** Moves the unfinished line to the front of the buffer, or drops it if it is too long. */
  private void makeRoom() {
    int kept = end - start;
    int longest = maxLineBytes + 1; // The last byte may be the \r of the line end.
    if (line == blank && kept > longest && dropped == 0) {
      requireNoArray(start, end);
    }
    if (kept > longest || dropped > 0) {
      dropped += kept;
      kept = 0;
    }
    System.arraycopy(buffer, end - kept, buffer, 0, kept);
    start = 0;
    end = kept;
    if (dropped > ENDLESS_BYTES) {
      throw new OperatorError(
          "Cannot read %s: line %d is longer than %d bytes, so this is not a file of lines; no line was sent from there on"
              .formatted(name, line + 1, ENDLESS_BYTES));
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * end, longest + 1));
    }
  }

  /** Reads more after what is in the buffer; false at the end. */
  private boolean fill() {
    try {
      int read = in.read(buffer, end, buffer.length - end);
      end += Math.max(read, 0);
      return read > 0;
    } catch (IOException e) {
      throw broken(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private OperatorError broken(String why, IOException cause) {
    if (line == 0 && dropped + end - start == 0) {
      return new OperatorError("Cannot read %s: %s".formatted(name, why), cause);
    }
    return new OperatorError(
        "Cannot read %s to the end: %s; it is cut off after line %d (%d bytes, then %d bytes of an incomplete line); all complete lines before that were sent"
            .formatted(name, why, line, bytes, dropped + end - start),
        cause);
  }

  /** Refuses a file whose first line that is not blank begins with a bracket: this one. */
  private void requireNoArray(int from, int to) {
    int at = from;
    while (at < to && (buffer[at] == ' ' || buffer[at] == '\t')) {
      at++;
    }
    if (at < to && buffer[at] == '[') {
      throw new OperatorError(
          "Cannot read %s: it is a JSON array; one object per line is expected, convert it with: jq -c '.[]'"
              .formatted(name));
    }
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
