package sparkify.producer.line;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;

/**
 * Splits a file into lines without decoding it, so that no byte can change.
 *
 * <p>A line ends at {@code \n} or {@code \r\n}; the last line may have no end. Lines of blanks and
 * tabs only are skipped.
 */
final class FileLines implements LineSource {
  private static final int BUFFER_BYTES = 1 << 20;
  // An array of this length can still be doubled. A longer line means a file without line ends.
  private static final int MAX_LINE_BYTES = 1 << 28;

  private final Path file;
  private final long size;
  private final AtomicLong position;
  private final InputStream in;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private long line;
  private long blank;
  private long bytes;

  private FileLines(Path file, long size, AtomicLong position, InputStream in) {
    this.file = file;
    this.size = size;
    this.position = position;
    this.in = in;
  }

  static FileLines open(Path file) throws IOException {
    AtomicLong position = new AtomicLong();
    InputStream raw = Files.newInputStream(file);
    try {
      PushbackInputStream peeked = new PushbackInputStream(new Counting(raw, position), 2);
      byte[] magic = peeked.readNBytes(2);
      peeked.unread(magic);
      InputStream in = isGzip(magic) ? new WholeGzip(peeked) : peeked;
      return new FileLines(file, Files.size(file), position, in);
    } catch (IOException e) {
      raw.close();
      throw new OperatorError("Cannot replay " + file + ": " + e.getMessage(), e);
    }
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
      start = Math.min(stop + 1, end);
      bytes += start - from;
      line++;
      if (!isBlank(from, to)) {
        return Arrays.copyOfRange(buffer, from, to);
      }
      blank++;
    }
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
    return size == 0 ? 0 : Math.min(1, position.get() / (double) size);
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
      int kept = end - start;
      if (!fill()) {
        return kept == 0 ? -1 : end;
      }
      at = start + kept;
    }
  }

  /** Moves the unfinished line to the front and reads more after it; false at the end. */
  private boolean fill() {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      if (end >= MAX_LINE_BYTES) {
        throw broken("line " + (line + 1) + " is longer than " + MAX_LINE_BYTES + " bytes", null);
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    try {
      int read = in.read(buffer, end, buffer.length - end);
      end += Math.max(read, 0);
      return read > 0;
    } catch (IOException e) {
      throw broken(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private OperatorError broken(String why, @Nullable Throwable cause) {
    return new OperatorError(
        "Cannot read %s to the end: %s; it is cut off after line %d (%d bytes, then %d bytes of an incomplete line); all complete lines before that were sent"
            .formatted(file, why, line, bytes, end - start),
        cause);
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private static boolean isGzip(byte[] magic) {
    return magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
  }

  /** Counts the bytes read before decompression, to compare them with the file's size. */
  private static final class Counting extends FilterInputStream {
    private final AtomicLong position;

    Counting(InputStream in, AtomicLong position) {
      super(in);
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      position.addAndGet(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      position.addAndGet(Math.max(read, 0));
      return read;
    }
  }
}
