package sparkify.common.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.event.Events;
import sparkify.common.track.Tracks;

class JsonClockTest {
  private static final LineClock CLOCK = new Events().clock().orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"ts\":1538352117000,\"page\":\"Home\"} | {\"ts\":1538355717000,\"page\":\"Home\"}",
        "{\"page\":\"Home\",\"ts\":1} | {\"page\":\"Home\",\"ts\":3600001}",
        "~ { \"a\" : 1.50 , \"ts\" : -3600000 ,\"b\":null}\t~ | ~ { \"a\" : 1.50 , \"ts\" : 0 ,\"b\":null}\t~",
        "{\"a\":{\"ts\":1},\"ts\":2} | {\"a\":{\"ts\":1},\"ts\":3600002}",
        "{\"a\":\"\\\"ts\\\":5\\u00e9\",\"ts\":2} | {\"a\":\"\\\"ts\\\":5\\u00e9\",\"ts\":3600002}",
        "{\"é😀\":\"é😀\",\"ts\":2,\"é\":1} | {\"é😀\":\"é😀\",\"ts\":3600002,\"é\":1}",
        "\uFEFF{\"ts\":2,\"a\":[]} | \uFEFF{\"ts\":3600002,\"a\":[]}",
        "{\"\\u0074s\":2} | {\"\\u0074s\":3600002}",
        "{\"ts\":1000.0,\"a\":1e5} | {\"ts\":3601000,\"a\":1e5}",
        "{\"ts\":1e3} | {\"ts\":3601000}",
        "{\"ts\":999999999999999999} | {\"ts\":1000000000003599999}",
        "{\"ts\":9223372036850000000} | {\"ts\":9223372036853600000}",
      })
  void movesTheDigitsAndNothingElse(String line, String later) {
    assertThat(text(CLOCK.moved(bytes(line), Duration.ofHours(1)))).isEqualTo(later);
    assertThat(text(CLOCK.moved(bytes(later), Duration.ofHours(-1))))
        .isEqualTo(line.replace("1000.0", "1000").replace("\":1e3", "\":1000"));
    OptionalLong before = CLOCK.millis(bytes(line));
    assertThat(CLOCK.millis(bytes(later))).hasValue(before.orElseThrow() + 3_600_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ts",
        "{}",
        "[]",
        "{\"ts\":}",
        "{\"ts\":1",
        "{\"ts\":1}}",
        "{\"ts\":1} {}",
        "{\"ts\":1,}",
        "{\"ts\":1 \"a\":2}",
        "{\"ts\":01}",
        "{\"ts\":1.5}",
        "{\"ts\":\"1\"}",
        "{\"ts\":null}",
        "{\"ts\":[1]}",
        "{\"ts\":1,\"ts\":1}",
        "{\"ts\":1,\"\\u0074s\":1}",
        "{\"ts\":1,\"a\":tru}",
        "{\"ts\":1,\"a\":\"\\x\"}",
        "{\"ts\":1,\"a\":\"\u0001\"}",
        "{\"ts\":1,\"a\":.5}",
        "{\"ts\":1,\"a\":5.}",
        "{\"ts\":1,\"a\":5e}",
        "{\"ts\":9223372036854775808}",
        "{\"a\":{\"ts\":1}}",
        "\u0000{\"ts\":1}",
        "{\u0000\"ts\":1}",
      })
  void whatIsNoObjectWithOneTimeHasNone(String line) {
    byte[] bytes = bytes(line);
    assertThat(CLOCK.millis(bytes)).isEmpty();
    assertThat(CLOCK.moved(bytes, Duration.ofDays(1))).isSameAs(bytes);
  }

  @Test
  void leavesATimeThatIsTheLast() {
    byte[] last = bytes("{\"ts\":9223372036854775807}");
    assertThat(CLOCK.millis(last)).hasValue(Long.MAX_VALUE);
    assertThat(CLOCK.moved(last, Duration.ofDays(1))).isSameAs(last);
  }

  @Test
  void tracksHaveNone() {
    assertThat(new Tracks().clock()).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
