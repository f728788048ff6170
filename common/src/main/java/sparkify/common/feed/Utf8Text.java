package sparkify.common.feed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text as UTF-8, mostly a part of the record that it was read from: a string of each would be
 * encoded again to be written.
 */
public final class Utf8Text {
  private final byte[] bytes;
  private final int from;
  private final int length;

  /**
   * A part of {@code bytes}, which are kept and must not change.
   *
   * @param bytes valid UTF-8 within the part
   */
  public Utf8Text(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  /**
   * The bytes of {@code text}.
   *
   * @param text without lone surrogates
   */
  public static Utf8Text of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Utf8Text(bytes, 0, bytes.length);
  }

  /** The array that has the text from {@link #from} on. */
  public byte[] array() {
    return bytes;
  }

  /** Where the text begins in {@link #array}. */
  public int from() {
    return from;
  }

  /** Its length in bytes. */
  public int length() {
    return length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Utf8Text text
        && Arrays.equals(
            bytes, from, from + length, text.bytes, text.from, text.from + text.length);
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }
}
