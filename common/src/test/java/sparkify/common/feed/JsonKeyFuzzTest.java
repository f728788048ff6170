package sparkify.common.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the key with what Jackson finds, on lines that are nearly valid. */
@Timeout(120)
class JsonKeyFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final JsonFactory JSON = new JsonFactory();
  private static final KeyFinder KEY = new JsonKey("userId", "user");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithJackson(long seed) {
    Random random = new Random(seed);
    int keyed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] line = NearlyJson.line(random);
      byte[] found = KEY.key(line);
      if (!Arrays.equals(found, expected(line))) {
        fail("%s has the key %s", HexFormat.of().formatHex(line), Arrays.toString(found));
      }
      keyed += found == null ? 0 : 1;
    }
    assertThat(keyed).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
  }

  private static byte @Nullable [] expected(byte[] line) {
    String text = new String(line, StandardCharsets.ISO_8859_1).replaceFirst("^[ \t]+", "");
    if (!text.startsWith("{") || text.startsWith("{\0")) {
      return null;
    }
    int start = line.length - text.length();
    try (JsonParser parser = JSON.createParser(line, start, line.length - start)) {
      parser.nextToken();
      String key = null;
      int found = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("userId");
        parser.nextToken();
        found += wanted ? 1 : 0;
        key = wanted ? key(parser) : key;
        parser.skipChildren();
      }
      boolean complete =
          parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      return !complete || found != 1 || key == null || key.isEmpty() || !Utf8.isEncodable(key)
          ? null
          : key.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable String key(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        ? parser.getText()
        : WholeNumber.digits(parser);
  }
}
