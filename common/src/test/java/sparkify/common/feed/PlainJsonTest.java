package sparkify.common.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {
  private static final Column[] COLUMNS =
      List.of(
              Column.of("ts", Column.Type.LONG),
              Column.of("page", Column.Type.TEXT),
              Column.of("status", Column.Type.INT),
              Column.of("length", Column.Type.DOUBLE))
          .toArray(Column[]::new);

  @Test
  void readsWhatProgramsWrite() {
    assertThat(
            read(
                "{\"ts\":1538352117000,\"page\":\"NextSong\",\"status\":200,\"length\":277.89016}"))
        .containsExactly(1538352117000L, Utf8Text.of("NextSong"), 200, 277.89016);
    assertThat(read("{\"ts\": 7, \"page\": \"Über 漢字 😀\", \"status\": null}\r\n"))
        .containsExactly(7L, Utf8Text.of("Über 漢字 😀"), null, null);
    assertThat(read(" { \"status\" : -307 , \"length\":0.5, \"ts\" : 0 } "))
        .containsExactly(0L, null, -307, 0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "{\"ts\"",
        "{\"ts\":",
        "{\"ts\":1",
        "{\"ts\":1,}",
        "{\"ts\":1}x",
        "{\"ts\":1}{",
        "{\"ts\":1,\"ts\":1}",
        "{\"other\":1}",
        "{\"ts\":01}",
        "{\"ts\":-0}",
        "{\"ts\":+1}",
        "{\"ts\":1.0}",
        "{\"ts\":1e3}",
        "{\"ts\":\"1\"}",
        "{\"ts\":1234567890123456}",
        "{\"status\":3000000000}",
        "{\"page\":1}",
        "{\"page\":\"a\\nb\"}",
        "{\"page\":\"a\u0001b\"}",
        "{\"page\":\"open}",
        "{\"page\":nul}",
        "{\"page\":true}",
        "{\"length\":1.}",
        "{\"length\":.5}",
        "{\"length\":-0.0}",
        "{\"length\":1.5e3}",
        "{\"length\":1.2345678901234567}",
        "{\"length\":NaN}"
      })
  void givesUpOnEverythingElse(String text) {
    assertThat(fill(new Object[COLUMNS.length], text)).isFalse();
  }

  @Test
  void readsEveryShortFractionAsTheNearestDouble() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      int digits = 1 + random.nextInt(15);
      BigInteger unscaled = new BigInteger(40, random).mod(BigInteger.TEN.pow(digits));
      String number = new BigDecimal(unscaled, random.nextInt(digits)).negate().toPlainString();
      if (unscaled.signum() != 0) {
        assertThat(read("{\"length\":" + number + "}")[3])
            .as(number)
            .isEqualTo(Double.parseDouble(number));
      }
    }
  }

  private static @Nullable Object[] read(String text) {
    @Nullable Object[] values = new Object[COLUMNS.length];
    assertThat(fill(values, text)).as(text).isTrue();
    return values;
  }

  private static boolean fill(@Nullable Object[] values, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return PlainJson.fill(values, COLUMNS, PlainJson.names(COLUMNS), bytes);
  }
}
