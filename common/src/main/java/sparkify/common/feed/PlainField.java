package sparkify.common.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the value of a field in plain JSON objects, several times faster than a parser.
 *
 * <p>Plain is an object of text, numbers and literals, with nothing inside of it, as nearly all
 * events are. It may say {@link #UNSURE} of any line, but never finds anything in a line that is
 * not JSON, or has the field not once.
 */
final class PlainField {
  /** The line has to be parsed. */
  static final int UNSURE = -1;

  // Beyond it, names and numbers may be longer than a parser accepts.
  private static final int MAX_LINE = 1 << 15;
  private static final int MAX_NUMBER = 500;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private static final int MAX_LAYOUTS = 32;

  private final byte[] name;

  /** How the fields of an earlier line began, since those of the next mostly begin likewise. */
  private volatile Opening[] usual = {};

  private int layouts;

  PlainField(String name) {
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  /** Where the field's value begins, or {@link #UNSURE}. */
  int find(byte[] line) {
    Opening[] expected = usual;
    int found = UNSURE;
    int surprises = 0;
    int fields = 0;
    int at = line.length > MAX_LINE ? UNSURE : pass(line, skipBlanks(line, 0), '{');
    for (boolean more = true; more && at >= 0; fields++) {
      int begin = skipBlanks(line, at);
      int value;
      boolean wanted;
      if (fields < expected.length && expected[fields].isAt(line, begin)) {
        value = begin + expected[fields].length();
        wanted = expected[fields].wanted();
      } else {
        int end = endOfName(line, pass(line, begin, '"'));
        value = value(line, end);
        wanted = isName(line, begin, end);
        surprises++;
      }
      if (wanted && found != UNSURE) {
        return UNSURE;
      }
      found = wanted ? value : found;
      at = skipBlanks(line, endOfValue(line, value));
      more = at >= 0 && at < line.length && line[at] == ',';
      at = more ? at + 1 : at;
    }
    at = pass(line, at, '}');
    if (at < 0 || skipBlanks(line, at) != line.length) {
      return UNSURE;
    }
    if (surprises > fields / 2 && layouts < MAX_LAYOUTS) {
      layouts++;
      usual = openings(line);
    }
    return found;
  }

  /** The beginnings of the fields of a plain line. */
  private Opening[] openings(byte[] line) {
    List<Opening> all = new ArrayList<>();
    int at = pass(line, skipBlanks(line, 0), '{');
    for (boolean more = true; more; at++) {
      int begin = skipBlanks(line, at);
      int end = endOfName(line, begin + 1);
      int value = value(line, end);
      all.add(Opening.of(line, begin, value, isName(line, begin, end)));
      at = skipBlanks(line, endOfValue(line, value));
      more = line[at] == ',';
    }
    return all.toArray(Opening[]::new);
  }

  /** What comes before a value, such as {@code "ts":}, in two words of eight bytes. */
  private record Opening(
      int length, boolean wanted, long first, long firstMask, long second, long secondMask) {
    static Opening of(byte[] line, int begin, int end, boolean wanted) {
      byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(line, begin, end), 2 * Long.BYTES);
      int length = end - begin;
      return new Opening(
          length,
          wanted,
          (long) LONGS.get(bytes, 0),
          mask(length),
          (long) LONGS.get(bytes, Long.BYTES),
          mask(length - Long.BYTES));
    }

    boolean isAt(byte[] line, int at) {
      return at >= 0
          && at + 2 * Long.BYTES <= line.length
          && length <= 2 * Long.BYTES
          && (((long) LONGS.get(line, at) ^ first) & firstMask) == 0
          && (((long) LONGS.get(line, at + Long.BYTES) ^ second) & secondMask) == 0;
    }

    /** The lowest {@code bytes} of eight. */
    private static long mask(int bytes) {
      return bytes <= 0 ? 0 : bytes >= Long.BYTES ? -1 : (1L << (8 * bytes)) - 1;
    }
  }

  /**
   * Where the digits of the whole number end whose value begins at {@code at}; {@link #UNSURE} if
   * it is another value, written in another way, or has more than {@code most} digits.
   */
  static int endOfWhole(byte[] line, int at, int most) {
    int first = line[at] == '-' ? at + 1 : at;
    int end = endOfDigits(line, first);
    boolean whole =
        end == line.length || (line[end] != '.' && line[end] != 'e' && line[end] != 'E');
    return end > first && end - first <= most && whole ? end : UNSURE;
  }

  /** Where the text ends whose quote is at {@code at}; {@link #UNSURE} if it is not plain ASCII. */
  static int endOfPlainText(byte[] line, int at) {
    int end = nextOdd(line, at + 1);
    return end < line.length && line[at] == '"' && line[end] == '"' ? end : UNSURE;
  }

  /** Where the digits from {@code at} on end. */
  private static int endOfDigits(byte[] line, int at) {
    int end = at;
    while (end < line.length && line[end] >= '0' && line[end] <= '9') {
      end++;
    }
    return end;
  }

  /** Whether the name between the quotes is the field's. */
  private boolean isName(byte[] line, int begin, int end) {
    if (end - begin != name.length + 2 || begin < 0) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (line[begin + 1 + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** The place of the value after a name and a colon. */
  private static int value(byte[] line, int endOfName) {
    return skipBlanks(line, pass(line, skipBlanks(line, endOfName), ':'));
  }

  /** The place after {@code expected}, if that is what stands here. */
  private static int pass(byte[] line, int at, char expected) {
    return at >= 0 && at < line.length && line[at] == expected ? at + 1 : UNSURE;
  }

  private static int skipBlanks(byte[] line, int at) {
    if (at < 0) {
      return UNSURE;
    }
    int next = at;
    while (next < line.length && (line[next] == ' ' || line[next] == '\t')) {
      next++;
    }
    return next;
  }

  private static int endOfValue(byte[] line, int at) {
    if (at < 0 || at >= line.length) {
      return UNSURE;
    }
    return switch (line[at]) {
      case '"' -> endOfText(line, at + 1);
      case 't' -> endOfWord(line, at, "true");
      case 'f' -> endOfWord(line, at, "false");
      case 'n' -> endOfWord(line, at, "null");
      default -> endOfNumber(line, at);
    };
  }

  private static int endOfWord(byte[] line, int at, String word) {
    int end = at;
    for (int i = 0; i < word.length(); i++) {
      end = pass(line, end, word.charAt(i));
    }
    return end;
  }

  /** The place after a number such as -1.50e+3, which has no zero before other digits. */
  private static int endOfNumber(byte[] line, int at) {
    int first = line[at] == '-' ? at + 1 : at;
    int end = endOfDigits(line, first);
    if (end == first || (line[first] == '0' && end > first + 1)) {
      return UNSURE;
    }
    if (end < line.length && line[end] == '.') {
      end = endOfSomeDigits(line, end + 1);
    }
    if (end >= 0 && end < line.length && (line[end] == 'e' || line[end] == 'E')) {
      boolean signed = end + 1 < line.length && (line[end + 1] == '+' || line[end + 1] == '-');
      end = endOfSomeDigits(line, signed ? end + 2 : end + 1);
    }
    return end - at > MAX_NUMBER ? UNSURE : end;
  }

  private static int endOfSomeDigits(byte[] line, int at) {
    int end = endOfDigits(line, at);
    return end == at ? UNSURE : end;
  }

  /** The place after the quote that ends the text from {@code at} on. */
  private static int endOfText(byte[] line, int at) {
    int next = at;
    while (next >= 0) {
      next = nextOdd(line, next);
      if (next == line.length) {
        return UNSURE;
      }
      if (line[next] == '"') {
        return next + 1;
      }
      next = line[next] == '\\' ? endOfEscape(line, next + 1) : Utf8.endOfCharacter(line, next);
    }
    return UNSURE;
  }

  /** Likewise, for text without escapes, since the same name can be written with them. */
  private static int endOfName(byte[] line, int at) {
    return at < 0 ? UNSURE : pass(line, nextOdd(line, at), '"');
  }

  /** The next byte that is a quote, a backslash, a control character or no ASCII. */
  static int nextOdd(byte[] line, int from) {
    int at = from;
    for (; at + Long.BYTES <= line.length; at += Long.BYTES) {
      long eight = (long) LONGS.get(line, at);
      long odd =
          (zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES) | ((eight - SPACES) & ~eight) | eight)
              & HIGH_BITS;
      if (odd != 0) {
        return at + (Long.numberOfTrailingZeros(odd) >>> 3);
      }
    }
    while (at < line.length && line[at] >= ' ' && line[at] != '"' && line[at] != '\\') {
      at++;
    }
    return at;
  }

  /** The lowest high bit set is that of the first byte that is zero. */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }

  private static int endOfEscape(byte[] line, int at) {
    if (at >= line.length) {
      return UNSURE;
    }
    return switch (line[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
      default -> UNSURE;
    };
  }
}
