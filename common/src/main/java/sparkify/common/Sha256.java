package sparkify.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 hash of everything added to it, in the order of the additions. */
public final class Sha256 {
  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageDigest digest;

  /** Starts with no input. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The SHA-256 of a text in UTF-8, as 64 hex digits. */
  public static String hex(String text) {
    return new Sha256().add(text).hex();
  }

  /** Adds bytes. */
  public Sha256 add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  /** Adds {@code length} bytes from {@code from} on. */
  public Sha256 add(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    return this;
  }

  /** Adds one byte. */
  public Sha256 add(byte one) {
    digest.update(one);
    return this;
  }

  /** Adds a text in UTF-8. */
  public Sha256 add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the content of a file. */
  public Sha256 add(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return add(in);
    }
  }

  /** Adds everything that {@code in} still has. */
  public Sha256 add(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return this;
  }

  /** A stream that adds what is written to it; it need not be closed. */
  public OutputStream stream() {
    return new DigestOutputStream(OutputStream.nullOutputStream(), digest);
  }

  /** The 32 bytes of the hash; nothing can be added afterwards. */
  public byte[] bytes() {
    return digest.digest();
  }

  /** The hash as 64 hex digits; nothing can be added afterwards. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
