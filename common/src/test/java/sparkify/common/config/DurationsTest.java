package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "250ms, 250",
    "1s, 1000",
    "2m, 120000",
    "' 1h ', 3600000",
    "7d, 604800000",
    "5, 5000",
    "0.5, 500",
    "0s, 0",
    "1 minute, 60000",
  })
  void parsesWhatPeopleWrite(String text, long ms) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(ms));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1s", "5 parsecs", "s", "1s 2s", "-5"})
  void refusesInvalidDurations(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "250, 250ms",
    "999, 999ms",
    "1000, 1s",
    "12345, 12.3s",
    "60000, 1m",
    "200000, 3m 20s",
    "3720000, 1h 2m",
    "86400000, 1d",
    "90000000, 1d 1h",
  })
  void formatsTheTwoLargestUnits(long ms, String text) {
    assertThat(Durations.format(Duration.ofMillis(ms))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {59_950, 59_999})
  void neverPrintsSixtySeconds(long ms) {
    assertThat(Durations.format(Duration.ofMillis(ms))).doesNotStartWith("60");
  }
}
