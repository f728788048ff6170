package sparkify.producer.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that grows; escapes nothing, so what is added must not need it. */
final class Json {
  private static final byte[] LINE_END = {'\n'};

  private byte[] buffer;
  private int length;

  Json(int capacity) {
    buffer = new byte[capacity];
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Json raw(byte[] text) {
    return raw(text, 0, text.length);
  }

  Json raw(byte[] text, int from, int to) {
    int more = to - from;
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (length + more));
    }
    System.arraycopy(text, from, buffer, length, more);
    length += more;
    return this;
  }

  Json number(long value) {
    long rest = value;
    int digits = 1;
    for (long bound = 10; bound <= value && digits < 18; bound *= 10) {
      digits++;
    }
    if (length + digits > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (length + digits));
    }
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Ends a line. */
  void end() {
    raw(LINE_END);
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }
}
