package sparkify.producer.content;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;

/** What a file, a pipe or standard input holds, decompressed if its first bytes say so. */
public final class FileContent extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final Opener opener;
  private final long size;
  private final AtomicLong position = new AtomicLong();
  private volatile @Nullable InputStream content;

  /** Opens what is stored. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  private FileContent(String name, Opener opener, long size) {
    this.name = name;
    this.opener = opener;
    this.size = size;
  }

  /**
   * Opens a file; a pipe is opened when it is first read, because both may have to wait for the
   * other end.
   *
   * @throws OperatorError if it cannot be read, or is compressed and damaged at its beginning
   */
  public static FileContent open(Path file) throws IOException {
    boolean regular = Files.isRegularFile(file);
    long size = regular ? Files.size(file) : 0;
    FileContent content = new FileContent(file.toString(), () -> Files.newInputStream(file), size);
    if (regular) {
      content.content();
    }
    return content;
  }

  /** Whether the first bytes of a file say that it is compressed; it must not be a pipe. */
  public static boolean isCompressed(Path file) throws IOException {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Compression.of(in) != Compression.NONE;
    }
  }

  /** The content of a stream, which is not read yet. */
  public static FileContent of(String name, InputStream stored) {
    return new FileContent(name, () -> stored, 0);
  }

  /** For messages. */
  public String name() {
    return name;
  }

  /** The share of the file read so far, 0 to 1, or 0 if its size is not known; for any thread. */
  public double fraction() {
    return size == 0 ? 0 : Math.min(1, position.get() / (double) size);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    InputStream opened = content();
    try {
      return opened.read(into, offset, length);
    } catch (IOException e) {
      throw new IOException(Compression.reason(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    InputStream opened = content;
    if (opened != null) {
      opened.close();
    }
  }

  private InputStream content() throws IOException {
    InputStream opened = content;
    if (opened == null) {
      opened = decompressed();
      content = opened;
    }
    return opened;
  }

  private InputStream decompressed() throws IOException {
    InputStream stored = opener.open();
    try {
      BufferedInputStream peeked =
          new BufferedInputStream(new Counting(stored, position), BUFFER_BYTES);
      return Compression.of(peeked).decompress(peeked);
    } catch (IOException e) {
      stored.close();
      throw new OperatorError("Cannot replay " + name + ": " + Compression.reason(e), e);
    }
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

    /** Not known: the JDK's stream of a pipe throws an exception. */
    @Override
    public int available() {
      return 0;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      position.addAndGet(Math.max(read, 0));
      return read;
    }
  }
}
