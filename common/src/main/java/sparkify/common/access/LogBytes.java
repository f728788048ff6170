package sparkify.common.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a log line. Every position may be asked for; beyond the end there is nothing. */
final class LogBytes {
  /** Numbers of so many digits fit into a long. */
  static final int LONG_DIGITS = 18;

  private static final int EXCERPT = 120;

  private final byte[] bytes;
  private final int length;

  LogBytes(byte[] bytes) {
    this.bytes = bytes;
    boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    this.length = carriageReturn ? bytes.length - 1 : bytes.length;
  }

  /** Without a carriage return at the end. */
  int length() {
    return length;
  }

  boolean is(int at, char expected) {
    return at >= 0 && at < length && bytes[at] == expected;
  }

  /** The first place of an ASCII character from {@code from} on, or -1. */
  int indexOf(char wanted, int from) {
    for (int i = from; i < length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The last place of an ASCII character between, or -1. */
  int lastIndexOf(char wanted, int from, int until) {
    for (int i = until - 1; i >= from; i--) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The first quote from {@code from} on that no backslash escapes, or -1. */
  int endOfQuoted(int from) {
    for (int i = from; i < length; i++) {
      if (bytes[i] == '\\') {
        i++; // Whatever it is, it is escaped.
      } else if (bytes[i] == '"') {
        return i;
      }
    }
    return -1;
  }

  boolean startsWith(String ascii, int from) {
    for (int i = 0; i < ascii.length(); i++) {
      if (!is(from + i, ascii.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  boolean isDigits(int from, int until) {
    return until <= length && endOfDigits(from) >= until;
  }

  /** Where the digits from {@code from} on end. */
  int endOfDigits(int from) {
    int end = from;
    while (end < length && bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    return end;
  }

  boolean isUpperCase(int from, int until) {
    for (int i = from; i < until; i++) {
      if (bytes[i] < 'A' || bytes[i] > 'Z') {
        return false;
      }
    }
    return true;
  }

  /** The value of at most {@link #LONG_DIGITS} digits. */
  long number(int from, int until) {
    long value = 0;
    for (int i = from; i < until; i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    return value;
  }

  /** The first place that is not a space, at most {@code until}. */
  int skipSpaces(int from, int until) {
    int at = from;
    while (at < until && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  /** The place after the last that is not a space, at least {@code from}. */
  int dropSpaces(int from, int until) {
    int end = until;
    while (end > from && bytes[end - 1] == ' ') {
      end--;
    }
    return end;
  }

  /** As UTF-8 or, if it is not, as ISO 8859-1, in which any bytes are text. */
  String text(int from, int until) {
    int end = Math.min(until, length);
    for (int i = from; i < end; i++) {
      if (bytes[i] < 0) {
        return decoded(from, end);
      }
    }
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private String decoded(int from, int until) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, until - from))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, from, until - from, StandardCharsets.ISO_8859_1);
    }
  }

  /** The beginning of what follows, for messages. */
  String excerpt(int from) {
    int end = Math.min(length, from + EXCERPT);
    return end <= from ? "(nothing)" : text(from, end);
  }
}
