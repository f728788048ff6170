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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.event.Events;

/** Compares the clock with Jackson, and with the parser of rows, on lines that are nearly valid. */
@Timeout(60)
class JsonClockFuzzTest {
  private static final int ROUNDS = 50_000;
  private static final JsonFactory JSON = new JsonFactory();
  private static final LineClock CLOCK = new JsonClock("ts");
  private static final RowParser PARSER = new JsonRowParser(Events.SCHEMA);

  private static final List<String> SEEDS =
      List.of(
          "{\"ts\":1538352117000,\"userId\":\"30\",\"status\":200,\"length\":277.89016}",
          "{\"userAgent\":\"\\\"Mozilla\\/5.0 (X11; Linux)\\\"\",\"ts\":-1,\"a\":null,\"b\":true}",
          "{ \"page\" :\"é😀\\ud83d\\ude00\\n\",\"ts\": 15 ,\"status\":-2.5e-7}",
          "{\"new\":{\"ts\":[1,2.50,-0,null,\"x\"]},\"ts\":1.5e3,\"c\":false}\r");

  private static final List<String> PARTS =
      List.of(
          "\"ts\":",
          "ts",
          "1",
          "0",
          "null",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u0074",
          "\0",
          "999999999",
          "e9",
          ".5",
          ".0",
          "-",
          "+",
          "true",
          "\"page\":\"x\"",
          "é",
          "\uFEFF",
          " ",
          "\t",
          "\n",
          "\u007f",
          "\u001f");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithJackson(long seed) throws IOException {
    Random random = new Random(seed);
    int timed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] line = mutated(random);
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

  private static byte[] mutated(Random random) {
    byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes = mutatedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
    return switch (random.nextInt(5)) {
      case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(bytes, at, to, new byte[0]);
      case 2 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 3 -> replaced(bytes, at, to, part(random));
      default -> replaced(bytes, at, at, part(random));
    };
  }

  private static byte[] part(Random random) {
    return PARTS.get(random.nextInt(PARTS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    byte[] result = new byte[bytes.length - (to - from) + by.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
    return result;
  }
}
