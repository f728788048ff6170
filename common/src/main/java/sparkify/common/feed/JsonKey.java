package sparkify.common.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A field of JSON objects.
 *
 * <p>A line has a key only if it is one complete JSON object that has the field exactly once, as a
 * non-empty string or a whole number, whose digits are the key: 87 and "87" are one.
 */
public final class JsonKey implements KeyFinder {
  private static final byte[] EMPTY = {};
  private static final int MAX_DIGITS = 18;

  private final JsonFactory json = new JsonFactory();
  private final String field;
  private final String meaning;
  private final PlainField plain;

  /**
   * The key in {@code field}.
   *
   * @param meaning what it is, for people
   */
  public JsonKey(String field, String meaning) {
    this.field = field;
    this.meaning = meaning;
    this.plain = new PlainField(field);
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public byte @Nullable [] key(byte[] line) {
    int value = plain.find(line);
    byte[] key = value < 0 ? null : plainKey(line, value);
    if (key == null) {
      return parsedKey(line);
    }
    return key.length == 0 ? null : key;
  }

  /** The key from {@code at} on, or null if it is not written plainly. */
  private static byte @Nullable [] plainKey(byte[] line, int at) {
    if (line[at] == '"') {
      int end = PlainField.endOfPlainText(line, at);
      return end < 0 ? null : end == at + 1 ? EMPTY : Arrays.copyOfRange(line, at + 1, end);
    }
    int end = line[at] == '-' ? PlainField.UNSURE : PlainField.endOfWhole(line, at, MAX_DIGITS);
    return end < 0 ? null : Arrays.copyOfRange(line, at, end);
  }

  private byte @Nullable [] parsedKey(byte[] line) {
    int start = 0;
    while (start < line.length && (line[start] == ' ' || line[start] == '\t')) {
      start++;
    }
    // Jackson would guess UTF-16 or UTF-32 from zero bytes near the start.
    if (start + 1 >= line.length || line[start] != '{' || line[start + 1] == 0) {
      return null;
    }
    try (JsonParser parser = json.createParser(line, start, line.length - start)) {
      return value(parser);
    } catch (IOException e) {
      return null; // Not JSON, or too deeply nested or too long: sent unchanged, without a key.
    }
  }

  private byte @Nullable [] value(JsonParser parser) throws IOException {
    byte[] key = null;
    int found = 0;
    parser.nextToken();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals(field)) {
        found++;
        String text =
            value == JsonToken.VALUE_STRING ? parser.getText() : WholeNumber.digits(parser);
        key = text == null ? null : bytes(text);
      } else if (value.isStructStart()) {
        parser.skipChildren();
      }
    }
    boolean complete = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    return complete && found == 1 ? key : null;
  }

  private static byte @Nullable [] bytes(String text) {
    return text.isEmpty() || hasLoneSurrogate(text) ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** A lone surrogate cannot be encoded as UTF-8. */
  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return false;
  }
}
