package sparkify.producer.line;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A gzip stream that fails on bytes after its end: they may be a damaged further member, whose
 * lines would otherwise be lost unnoticed.
 */
final class WholeGzip extends GZIPInputStream {
  private static final int TRAILER_BYTES = 8;

  WholeGzip(InputStream in) throws IOException {
    super(in, 1 << 16);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read < 0 && (inf.getRemaining() > TRAILER_BYTES || in.available() > 0)) {
      throw new ZipException("something that is not gzip follows the gzip data");
    }
    return read;
  }
}
