package sparkify.common.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.event.Events;

/** Compares the clock with Jackson, and with the parser of rows, on lines that are nearly valid. */
@Timeout(120)
class JsonClockFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final JsonFactory JSON = new JsonFactory();
  private static final LineClock CLOCK = new JsonClock("ts");
  private static final RowParser PARSER = new JsonRowParser(Events.SCHEMA);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithJackson(long seed) throws IOException {
    Random random = new Random(seed);
    int timed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] line = NearlyJson.line(random);
      OptionalLong found = CLOCK.millis(line);
      byte[] moved = CLOCK.moved(line, Duration.ofMillis(1));
      boolean agrees =
          found.equals(expected(line))
              && (!(PARSER.parse(line, 0) instanceof Parsed.Row row)
                  || found.equals(OptionalLong.of(row.time())))
              && (found.isPresent() ? isLater(moved, found.getAsLong() + 1) : moved == line);
      if (!agrees) {
        fail("%s has the time %s", HexFormat.of().formatHex(line), found);
      }
      timed += found.isPresent() ? 1 : 0;
    }
    assertThat(timed).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
  }

  /** The time as Jackson's own parser sees it, every text of it decoded. */
  private static OptionalLong expected(byte[] line) {
    if (line.length < 2 || line[0] == 0 || line[1] == 0 || !Utf8.isValid(line)) {
      return OptionalLong.empty();
    }
    int times = 0;
    BigDecimal time = null;
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return OptionalLong.empty();
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return OptionalLong.empty();
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        String text = parser.getText();
        if (depth == 1 && token == JsonToken.FIELD_NAME && text.equals("ts")) {
          times++;
          JsonToken value = parser.nextToken();
          depth += value.isStructStart() ? 1 : 0;
          time = value.isNumeric() ? parser.getDecimalValue() : null;
        }
      }
      if (parser.nextToken() != null || times != 1 || time == null) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(time.longValueExact());
    } catch (IOException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static boolean isLater(byte[] moved, long millis) {
    return CLOCK.millis(moved).equals(OptionalLong.of(millis))
        && new String(moved, StandardCharsets.ISO_8859_1).contains(Long.toString(millis));
  }
}
