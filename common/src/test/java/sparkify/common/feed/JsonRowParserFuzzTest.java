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
import java.util.HexFormat;
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neverThrowsAndReadsWhatItAcceptsAsDatabindDoes(long seed) throws IOException {
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = NearlyJson.line(random);
      if (PARSER.parse(bytes, 0) instanceof Parsed.Row row) {
        requireSameAsDatabind(row, bytes);
        accepted++;
      }
    }
    assertThat(accepted).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
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
      case TEXT -> Utf8Text.of(node.isTextual() ? node.textValue() : whole(node).toString());
      case INT -> whole(node).intValueExact();
      case LONG -> whole(node).longValueExact();
      case DOUBLE -> Double.parseDouble(node.asText());
    };
  }

  private static BigInteger whole(JsonNode node) {
    return new BigDecimal(node.asText()).toBigIntegerExact();
  }
}
