package sparkify.common.feed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as programs write them: fields of the schema, each once, strings without escapes,
 * short numbers without exponents.
 *
 * <p>It gives up on everything else, valid or not, and leaves the record to a whole parser. So it
 * may refuse what it likes, but what it accepts must be what that parser would read.
 */
final class PlainJson {
  /** Longer records are rare, and bounds of the whole parser apply to them. */
  private static final int MAX_BYTES = 1 << 20;

  /** As many digits as any long and any double can hold exactly. */
  private static final int MAX_DIGITS = 15;

  /** Each power is exact, so a quotient of two exact doubles is rounded once, as it should be. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private final Column[] columns;
  private final byte[][] names;
  private final byte[] bytes;
  private int at;

  private PlainJson(Column[] columns, byte[][] names, byte[] bytes) {
    this.columns = columns;
    this.names = names;
    this.bytes = bytes;
  }

  /** The names of {@code columns} as they are written, with quotes. */
  static byte[][] names(Column[] columns) {
    return Arrays.stream(columns)
        .map(column -> ("\"" + column.name() + "\"").getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  /**
   * Fills {@code values}, one per column.
   *
   * @param names of the columns, from {@link #names}
   * @param bytes valid UTF-8
   * @return false if it gave up; {@code values} may then hold some values
   */
  static boolean fill(@Nullable Object[] values, Column[] columns, byte[][] names, byte[] bytes) {
    return bytes.length <= MAX_BYTES && new PlainJson(columns, names, bytes).object(values);
  }

  private boolean object(@Nullable Object[] values) {
    if (!passed('{')) {
      return false;
    }
    long seen = 0;
    int expected = 0;
    do {
      int place = place(expected);
      if (place < 0 || (seen & (1L << place)) != 0 || !passed(':')) {
        return false;
      }
      seen |= 1L << place;
      expected = place + 1;
      if (!passedNull()) {
        Object value = value(columns[place].type());
        if (value == null) {
          return false;
        }
        values[place] = value;
      }
    } while (passed(','));
    return passed('}') && skipSpace() == bytes.length;
  }

  /** Passes a field's name and returns its column; -1 if there is none of the schema. */
  private int place(int expected) {
    skipSpace();
    for (int i = 0; i < names.length; i++) {
      int place = expected + i < names.length ? expected + i : expected + i - names.length;
      byte[] name = names[place];
      int end = at + name.length;
      if (end < bytes.length
          && bytes[end - 1] == '"'
          && Arrays.equals(bytes, at, end, name, 0, name.length)) {
        at = end;
        return place;
      }
    }
    return -1;
  }

  private boolean passed(char sign) {
    if (skipSpace() < bytes.length && bytes[at] == sign) {
      at++;
      return true;
    }
    return false;
  }

  private int skipSpace() {
    while (at < bytes.length
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  private boolean passedNull() {
    boolean isNull =
        skipSpace() + 4 < bytes.length
            && bytes[at] == 'n'
            && bytes[at + 1] == 'u'
            && bytes[at + 2] == 'l'
            && bytes[at + 3] == 'l';
    at += isNull ? 4 : 0;
    return isNull;
  }

  /** The value at the current place, which is not a space; null to give up. */
  private @Nullable Object value(Column.Type type) {
    return switch (type) {
      case TEXT -> text();
      case LONG -> whole();
      case INT -> JsonRowParser.integer(whole());
      case DOUBLE -> fraction();
    };
  }

  private @Nullable Utf8Text text() {
    if (at >= bytes.length || bytes[at] != '"') {
      return null;
    }
    int from = at + 1;
    int end = endOfText(from);
    if (end < 0) {
      return null;
    }
    at = end + 1;
    return new Utf8Text(bytes, from, end - from);
  }

  /** Where the next quotation mark is; -1 if something else that is not plain comes first. */
  private int endOfText(int from) {
    int end = PlainField.nextOdd(bytes, from);
    while (end < bytes.length && bytes[end] < 0) { // Part of a character that is known to be valid.
      end = PlainField.nextOdd(bytes, end + 1);
    }
    return end < bytes.length && bytes[end] == '"' ? end : -1;
  }

  private @Nullable Long whole() {
    boolean negative = at < bytes.length && bytes[at] == '-';
    at += negative ? 1 : 0;
    int from = at;
    long number = digits(0);
    return isNumber(from, at) && (!negative || number != 0) && isEnd()
        ? (Long) (negative ? -number : number)
        : null;
  }

  private @Nullable Double fraction() {
    boolean negative = at < bytes.length && bytes[at] == '-';
    at += negative ? 1 : 0;
    int from = at;
    long number = digits(0);
    if (!isNumber(from, at)) {
      return null;
    }
    int scale = 0;
    if (at < bytes.length && bytes[at] == '.') {
      int point = at++;
      number = digits(number);
      scale = at - point - 1;
      if (scale == 0 || at - from - 1 > MAX_DIGITS) {
        return null;
      }
    }
    if ((negative && number == 0) || !isEnd()) {
      return null;
    }
    double value = number / POWERS[scale];
    return negative ? -value : value;
  }

  /** Passes digits, which it appends to {@code number}; the caller checks how many they were. */
  private long digits(long number) {
    long read = number;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      read = read * 10 + (bytes[at++] - '0');
    }
    return read;
  }

  /** Whether there are digits, not too many, and no zero before others. */
  private boolean isNumber(int from, int until) {
    int digits = until - from;
    return digits > 0 && digits <= MAX_DIGITS && (digits == 1 || bytes[from] != '0');
  }

  private boolean isEnd() {
    return at < bytes.length
        && (bytes[at] == ','
            || bytes[at] == '}'
            || bytes[at] == ' '
            || bytes[at] == '\n'
            || bytes[at] == '\r'
            || bytes[at] == '\t');
  }
}
