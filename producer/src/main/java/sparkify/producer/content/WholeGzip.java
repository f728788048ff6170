package sparkify.producer.content;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A gzip stream that reads all members, and fails on bytes after its end: they may be a damaged
 * further member, whose lines would otherwise be lost unnoticed.
 */
final class WholeGzip extends GZIPInputStream {
  private static final int TRAILER_BYTES = 8;

  WholeGzip(BufferedInputStream in) throws IOException {
    super(new Members(in), 1 << 16);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read < 0 && (inf.getRemaining() > TRAILER_BYTES || ((Members) in).areFollowed())) {
      throw new ZipException("something that is not gzip follows the gzip data");
    }
    return read;
  }

  /**
   * The compressed bytes. After each member, the JDK asks {@link #available} whether to look for
   * another, and takes an error in the header of that one for the end.
   */
  private static final class Members extends FilterInputStream {
    private long taken;
    private long takenAtMemberEnd = Long.MAX_VALUE;

    Members(BufferedInputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      taken += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      taken += Math.max(read, 0);
      return read;
    }

    /** 0 at the end only; a pipe would say 0 whenever its writer is slower, too. */
    @Override
    public int available() throws IOException {
      takenAtMemberEnd = taken;
      return isAtEnd() ? 0 : 1;
    }

    /** Whether there was something after the last whole member. */
    boolean areFollowed() throws IOException {
      return taken > takenAtMemberEnd || !isAtEnd();
    }

    private boolean isAtEnd() throws IOException {
      in.mark(1);
      boolean end = in.read() < 0;
      in.reset();
      return end;
    }
  }
}
