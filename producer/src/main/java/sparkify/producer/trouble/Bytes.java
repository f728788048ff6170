package sparkify.producer.trouble;

import java.nio.charset.StandardCharsets;

/** Changes to bytes. */
final class Bytes {
  private Bytes() {}

  /** The bytes with a text in UTF-8 in place of those from {@code from} to {@code until}. */
  static byte[] replaced(byte[] bytes, int from, int until, String text) {
    byte[] by = text.getBytes(StandardCharsets.UTF_8);
    byte[] result = new byte[bytes.length - (until - from) + by.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(bytes, until, result, from + by.length, bytes.length - until);
    return result;
  }

  /** The first place of an ASCII character from {@code from} on, or -1. */
  static int indexOf(byte[] bytes, char wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The last place of an ASCII character, or -1. */
  static int lastIndexOf(byte[] bytes, char wanted) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
