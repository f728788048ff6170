package sparkify.producer.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What a zstd file holds, frame after frame.
 *
 * <p>The library's own {@code ZstdInputStream} ends without an error when a frame other than the
 * first is cut off; this one does not.
 */
final class ZstdContent extends InputStream {
  private static final int BUFFER_BYTES = 1 << 17;

  private final InputStream in;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final byte[] chunk = new byte[BUFFER_BYTES];
  private final ByteBuffer compressed = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
  private final ByteBuffer content = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

  /** Whether the last frame so far has ended. */
  private boolean complete = true;

  ZstdContent(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return more() ? content.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int read = Math.min(length, content.remaining());
    content.get(into, offset, read);
    return read;
  }

  /** Decompresses until there is content; false at the end. */
  private boolean more() throws IOException {
    while (!content.hasRemaining()) {
      boolean mayHoldMore = !complete && content.limit() == content.capacity();
      if (!compressed.hasRemaining() && !mayHoldMore && !fill()) {
        return false;
      }
      decompress();
    }
    return true;
  }

  private boolean fill() throws IOException {
    int read = in.read(chunk);
    if (read < 0 && !complete) {
      throw new EOFException();
    }
    compressed.clear().put(chunk, 0, Math.max(read, 0)).flip();
    return read >= 0;
  }

  private void decompress() throws IOException {
    boolean between = complete;
    content.clear();
    try {
      complete = context.decompressDirectByteBufferStream(content, compressed);
    } catch (ZstdException e) {
      content.limit(0);
      throw new IOException(reason(e, between), e);
    }
    content.flip();
  }

  private static String reason(ZstdException e, boolean between) {
    if (e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
      return "decompressing it takes a window of more than 128 MiB; compress it with --long=27 or less";
    }
    return between && e.getErrorCode() == Zstd.errPrefixUnknown()
        ? "something that is not zstd follows the zstd data"
        : String.valueOf(e.getMessage());
  }

  @Override
  public void close() throws IOException {
    context.close();
    in.close();
  }
}
