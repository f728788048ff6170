package sparkify.common.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.event.Events;

/** Compares the parser with jackson-databind on records that are nearly valid. */
@Timeout(60)
class JsonRowParserFuzzTest {
  private static final int ROUNDS = 30_000;

  private static final RowParser PARSER = new JsonRowParser(Events.SCHEMA);

  private static final JsonMapper DATABIND =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final List<String> SEEDS =
      List.of(
          "{\"ts\":1538352117000,\"userId\":\"30\",\"sessionId\":29,\"page\":\"NextSong\",\"length\":277.89016}",
          "{\"page\":\"é😀\\ud83d\\ude00\\n\",\"ts\":-1,\"status\":200,\"itemInSession\":0}",
          "{\"ts\":1,\"new\":{\"a\":[1,2.50,-0,1e400,null,\"x\"],\"b\":{}},\"length\":3,\"artist\":null}");

  private static final List<String> PARTS =
      List.of(
          "\"ts\":",
          "1",
          "null",
          "{",
          "}",
          "[",
          "]",
          ",",
          "\"",
          "\\u",
          "d83d",
          "\\ud83d",
          "\0",
          "9999999999",
          "e99",
          ".5",
          "-",
          "true",
          "\"page\":\"x\"",
          "é",
          "\uFEFF",
          "\\");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neverThrowsAndReadsWhatItAcceptsAsDatabindDoes(long seed) throws IOException {
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = mutated(random);
      if (PARSER.parse(bytes, 0) instanceof Parsed.Row row) {
        requireSameAsDatabind(row, bytes);
        accepted++;
      }
    }
    assertThat(accepted).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
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

  private static void requireSameAsDatabind(Parsed.Row row, byte[] bytes) throws IOException {
    String shown = HexFormat.of().formatHex(bytes);
    ObjectNode tree = (ObjectNode) DATABIND.readTree(bytes);
    for (int i = 0; i < row.values().length; i++) {
      Column column = Events.SCHEMA.columns().get(i);
      JsonNode expected = tree.remove(column.name());
      Object value = row.values()[i];
      if (value == null) {
        assertThat(expected == null || expected.isNull()).as(shown).isTrue();
      } else {
        assertThat(value).as("%s of %s", column.name(), shown).isEqualTo(of(column, expected));
      }
    }
    assertThat(row.time()).isEqualTo(row.values()[0]);
    String extra = row.extra() == null ? "{}" : row.extra();
    assertThat(DATABIND.readTree(extra)).as(shown).isEqualTo(tree);
    assertThat(row.extra() == null).as(shown).isEqualTo(tree.isEmpty());
  }

  private static Object of(Column column, JsonNode node) {
    return switch (column.type()) {
      case TEXT -> node.isTextual() ? node.textValue() : whole(node).toString();
      case INT -> whole(node).intValueExact();
      case LONG -> whole(node).longValueExact();
      case DOUBLE -> Double.parseDouble(node.asText());
    };
  }

  private static BigInteger whole(JsonNode node) {
    return new BigDecimal(node.asText()).toBigIntegerExact();
  }
}
