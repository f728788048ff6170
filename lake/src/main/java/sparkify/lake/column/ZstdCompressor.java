package sparkify.lake.column;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with zstd. Parquet's own codec creates a context per page; here as many exist as
 * threads have ever compressed at once.
 */
@SuppressWarnings("deprecation") // The only class that Parquet's page store takes.
final class ZstdCompressor extends CodecFactory.BytesCompressor {
  private static final Deque<Context> IDLE = new ConcurrentLinkedDeque<>();

  private final int level;

  /**
   * A compressor, for one thread at a time.
   *
   * @param level 1 (fast) to 19 (small)
   */
  ZstdCompressor(int level) {
    this.level = level;
  }

  @Override
  public BytesInput compress(BytesInput bytes) throws IOException {
    Context idle = IDLE.pollFirst();
    Context context = idle == null ? new Context() : idle;
    BytesInput compressed = context.compress(bytes.toByteArray(), level);
    IDLE.addFirst(context);
    return compressed;
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  /** Nothing: contexts are for everybody. */
  @Override
  public void release() {}

  private static final class Context {
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private byte[] out = new byte[0];

    BytesInput compress(byte[] bytes, int level) {
      int most = Math.toIntExact(Zstd.compressBound(bytes.length));
      if (out.length < most) {
        out = new byte[most];
      }
      zstd.setLevel(level);
      int size = zstd.compressByteArray(out, 0, out.length, bytes, 0, bytes.length);
      return BytesInput.from(Arrays.copyOf(out, size));
    }
  }
}
