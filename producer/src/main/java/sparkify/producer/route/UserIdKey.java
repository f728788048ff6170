package sparkify.producer.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The {@code userId} of an event.
 *
 * <p>Only of a line that is one whole JSON object with one {@code userId} that is a non-empty
 * string: what cannot be an event has no user.
 */
public final class UserIdKey implements KeyFinder {
  private final JsonFactory json = new JsonFactory();

  @Override
  public byte @Nullable [] key(byte[] line) {
    int start = 0;
    while (start < line.length && (line[start] == ' ' || line[start] == '\t')) {
      start++;
    }
    // Jackson would guess UTF-16 or UTF-32 from zero bytes near the start.
    if (start + 1 >= line.length || line[start] != '{' || line[start + 1] == 0) {
      return null;
    }
    try (JsonParser parser = json.createParser(line, start, line.length - start)) {
      return userId(parser);
    } catch (IOException e) {
      return null; // Not JSON, or nested or long beyond reason: sent as it is, without a key.
    }
  }

  private static byte @Nullable [] userId(JsonParser parser) throws IOException {
    byte[] key = null;
    int found = 0;
    parser.nextToken();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("userId")) {
        found++;
        key = value == JsonToken.VALUE_STRING ? bytes(parser.getText()) : null;
      } else if (value.isStructStart()) {
        parser.skipChildren();
      }
    }
    boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    return whole && found == 1 ? key : null;
  }

  private static byte @Nullable [] bytes(String userId) {
    return userId.isEmpty() || hasHalfPair(userId) ? null : userId.getBytes(StandardCharsets.UTF_8);
  }

  /** Half of a surrogate pair has no UTF-8. */
  private static boolean hasHalfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return false;
  }
}
