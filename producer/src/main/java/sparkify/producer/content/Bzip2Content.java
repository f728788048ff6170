package sparkify.producer.content;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/** What a bzip2 file holds; what comes before an error is read before the error is thrown. */
final class Bzip2Content extends InputStream {
  private final BZip2CompressorInputStream in;
  private @Nullable IOException failure;

  Bzip2Content(InputStream in) throws IOException {
    this.in = new BZip2CompressorInputStream(in, true);
  }

  @Override
  public int read() throws IOException {
    return in.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int at = offset;
    try {
      if (failure != null) {
        throw failure;
      }
      while (at < offset + length) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        into[at++] = (byte) next;
      }
    } catch (IOException e) {
      if (at == offset) {
        throw e;
      }
      failure = e;
    }
    return at == offset && length > 0 ? -1 : at - offset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
