package sparkify.producer.content;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compresses text in each way that can be read. */
public enum CompressedFiles {
  GZIP,
  BZIP2,
  ZSTD,
  XZ;

  /** The text as one whole file of this kind. */
  public byte[] of(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = to(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private OutputStream to(OutputStream out) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPOutputStream(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
      case ZSTD -> new ZstdOutputStream(out);
      case XZ -> new XZOutputStream(out, new LZMA2Options(0));
    };
  }
}
