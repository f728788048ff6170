package sparkify.producer.content;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * How a file is compressed; its first bytes show it.
 *
 * <p>Files that were compressed in parts and put one after the other are read to their end, and
 * anything else after the end is an error: it may be a damaged further part.
 */
enum Compression {
  NONE(""),
  GZIP("1f8b"),
  BZIP2("425a68"),
  ZSTD("28b52ffd"),
  /** A frame to be skipped, with which pzstd begins each of its parts. */
  ZSTD_IN_PARTS("502a4d18"),
  XZ("fd377a585a00");

  private static final HexFormat HEX = HexFormat.of();
  private static final int LONGEST_MAGIC = 6;
  // Enough for xz -9, whose dictionary is 64 MiB.
  private static final int XZ_MEMORY_KIB = 80 << 10;

  /** The first bytes, in hex. */
  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  /** Looks at no more bytes than needed, because more may not come for a long time. */
  static Compression of(BufferedInputStream in) throws IOException {
    StringBuilder first = new StringBuilder();
    Compression found = null;
    in.mark(LONGEST_MAGIC);
    while (found == null) {
      int next = in.read();
      found = next < 0 ? NONE : decide(first.append(HEX.toHexDigits((byte) next)).toString());
    }
    in.reset();
    return found;
  }

  /** The compression of a file that begins like this, or null if the next byte decides. */
  private static @Nullable Compression decide(String first) {
    for (Compression one : values()) {
      if (one.magic.startsWith(first)) {
        return one.magic.equals(first) ? one : null;
      }
    }
    return NONE;
  }

  /** What {@code in} holds. */
  InputStream decompress(BufferedInputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new WholeGzip(in);
      case BZIP2 -> new Bzip2Content(in);
      case ZSTD, ZSTD_IN_PARTS -> new ZstdContent(in);
      case XZ -> new XZInputStream(in, XZ_MEMORY_KIB, true, new BasicArrayCache());
    };
  }

  /** Why a file cannot be decompressed. */
  static String reason(IOException e) {
    if (e instanceof MemoryLimitException limit) {
      return "decompressing it takes %d MiB of memory, and %d MiB are allowed; compress it with xz -9 or less"
          .formatted(limit.getMemoryNeeded() >> 10, XZ_MEMORY_KIB >> 10);
    }
    if (e instanceof EOFException) {
      return "it ends in the middle of its compressed data";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
