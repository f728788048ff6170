package sparkify.producer.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one line of JSON into a reused buffer; escapes nothing, so texts must not need it. */
final class Json {
  private byte[] buffer = new byte[1024];
  private int length;

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Json clear() {
    length = 0;
    return this;
  }

  Json raw(byte[] text) {
    if (length + text.length > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (length + text.length));
    }
    System.arraycopy(text, 0, buffer, length, text.length);
    length += text.length;
    return this;
  }

  Json number(long value) {
    long rest = value;
    int digits = 1;
    for (long bound = 10; bound <= value && digits < 18; bound *= 10) {
      digits++;
    }
    if (length + digits > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }
}
