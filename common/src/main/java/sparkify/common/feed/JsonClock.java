package sparkify.common.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The time in a field of JSON objects, in epoch milliseconds.
 *
 * <p>A line has a time only if it is one complete JSON object that has the field exactly once, as a
 * whole number, however that is written. To move it is to replace its digits; no other byte
 * changes.
 */
public final class JsonClock implements LineClock {
  /** So many fit into a long. */
  private static final int MAX_DIGITS = 18;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(JsonRowParser.MAX_DEPTH).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();
  private final String field;
  private final PlainField plain;

  /** Where the digits of a time are, and what they say. */
  private record Found(long millis, int begin, int end) {}

  /** The time in {@code field}. */
  public JsonClock(String field) {
    this.field = field;
    this.plain = new PlainField(field);
  }

  @Override
  public OptionalLong millis(byte[] line) {
    int begin = plain.find(line);
    if (begin >= 0 && PlainField.endOfWhole(line, begin, MAX_DIGITS) >= 0) {
      return OptionalLong.of(number(line, begin));
    }
    Found found = parsed(line);
    return found == null ? OptionalLong.empty() : OptionalLong.of(found.millis());
  }

  @Override
  public byte[] moved(byte[] line, Duration by) {
    Found found = found(line);
    if (found == null) {
      return line;
    }
    long moved;
    try {
      moved = Math.addExact(found.millis(), by.toMillis());
    } catch (ArithmeticException e) {
      return line; // No time is that late.
    }
    byte[] digits = Long.toString(moved).getBytes(StandardCharsets.US_ASCII);
    byte[] result = new byte[line.length - (found.end() - found.begin()) + digits.length];
    System.arraycopy(line, 0, result, 0, found.begin());
    System.arraycopy(digits, 0, result, found.begin(), digits.length);
    System.arraycopy(
        line, found.end(), result, found.begin() + digits.length, line.length - found.end());
    return result;
  }

  private @Nullable Found found(byte[] line) {
    int begin = plain.find(line);
    int end = begin < 0 ? begin : PlainField.endOfWhole(line, begin, MAX_DIGITS);
    return end < 0 ? parsed(line) : new Found(number(line, begin), begin, end);
  }

  /** The value of at most {@link #MAX_DIGITS} digits. */
  private static long number(byte[] line, int begin) {
    boolean negative = line[begin] == '-';
    long value = 0;
    for (int i = negative ? begin + 1 : begin;
        i < line.length && line[i] >= '0' && line[i] <= '9';
        i++) {
      value = value * 10 + (line[i] - '0');
    }
    return negative ? -value : value;
  }

  /** Reads any line, such as one with text that is not ASCII. */
  private @Nullable Found parsed(byte[] line) {
    // Jackson would guess UTF-16 or UTF-32 from zero bytes near the start.
    if (line.length < 2 || line[0] == 0 || line[1] == 0 || !Utf8.isValid(line)) {
      return null;
    }
    try (JsonParser parser = json.createParser(line)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? find(parser) : null;
    } catch (IOException e) {
      return null; // Not JSON, or too deeply nested or too long.
    }
  }

  private @Nullable Found find(JsonParser parser) throws IOException {
    Found found = null;
    int times = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals(field)) {
        times++;
        found = time(parser);
      }
      parser.skipChildren();
      if (value == JsonToken.VALUE_STRING) {
        parser.finishToken();
      }
    }
    boolean complete = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    return complete && times == 1 ? found : null;
  }

  private static @Nullable Found time(JsonParser parser) throws IOException {
    Long millis = WholeNumber.value(parser);
    return millis == null
        ? null
        : new Found(
            millis,
            (int) parser.currentTokenLocation().getByteOffset(),
            (int) parser.currentLocation().getByteOffset());
  }
}
