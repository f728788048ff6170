package sparkify.producer.line;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import sparkify.common.OperatorError;

/** What a file holds, decompressed if its first bytes say gzip. */
public final class FileContent extends FilterInputStream {
  private final long size;
  private final AtomicLong position;

  private FileContent(InputStream content, long size, AtomicLong position) {
    super(content);
    this.size = size;
    this.position = position;
  }

  /**
   * Opens a file.
   *
   * @throws OperatorError if it cannot be read, or is gzip and damaged at its beginning
   */
  public static FileContent open(Path file) throws IOException {
    AtomicLong position = new AtomicLong();
    InputStream raw = Files.newInputStream(file);
    try {
      PushbackInputStream peeked = new PushbackInputStream(new Counting(raw, position), 2);
      byte[] magic = peeked.readNBytes(2);
      peeked.unread(magic);
      InputStream content = isGzip(magic) ? new WholeGzip(peeked) : peeked;
      return new FileContent(content, Files.size(file), position);
    } catch (IOException e) {
      raw.close();
      throw new OperatorError("Cannot replay " + file + ": " + e.getMessage(), e);
    }
  }

  /** The share of the file read so far, 0 to 1; any thread may call this. */
  public double fraction() {
    return size == 0 ? 0 : Math.min(1, position.get() / (double) size);
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
