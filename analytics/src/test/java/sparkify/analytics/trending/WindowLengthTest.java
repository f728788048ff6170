package sparkify.analytics.trending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowLengthTest {
  @ParameterizedTest
  @CsvSource({
    "10m, 2018-11-30T12:07:18.123Z, 2018-11-30T12:00:00Z, 2018-11-30T12:10:00Z",
    "10m, 2018-11-30T12:10:00Z, 2018-11-30T12:10:00Z, 2018-11-30T12:20:00Z",
    "10m, 2018-11-30T12:09:59.999Z, 2018-11-30T12:00:00Z, 2018-11-30T12:10:00Z",
    "1s, 2018-11-30T23:59:59.999Z, 2018-11-30T23:59:59Z, 2018-12-01T00:00:00Z",
    "1500ms, 2018-11-30T00:00:01.500Z, 2018-11-30T00:00:01.500Z, 2018-11-30T00:00:03Z",
    "8h, 2018-11-30T15:00:00Z, 2018-11-30T08:00:00Z, 2018-11-30T16:00:00Z",
    "3600, 2018-11-30T15:30:00Z, 2018-11-30T15:00:00Z, 2018-11-30T16:00:00Z",
    "1d, 2018-11-30T00:00:00Z, 2018-11-30T00:00:00Z, 2018-12-01T00:00:00Z",
    "24h, 2018-11-30T23:59:59.999Z, 2018-11-30T00:00:00Z, 2018-12-01T00:00:00Z",
    "2d, 2018-11-30T00:00:00Z, 2018-11-29T00:00:00Z, 2018-12-01T00:00:00Z",
    "7d, 2018-11-30T12:00:00Z, 2018-11-24T00:00:00Z, 2018-12-01T00:00:00Z",
    "10m, 1969-12-31T23:59:59.999Z, 1969-12-31T23:50:00Z, 1970-01-01T00:00:00Z",
    "2d, 1969-12-31T23:59:59.999Z, 1969-12-30T00:00:00Z, 1970-01-01T00:00:00Z",
  })
  void theWindowThatHoldsATime(String length, Instant time, Instant from, Instant until) {
    Window window = WindowLength.parse(length).holding(time);
    assertThat(window).isEqualTo(new Window(from, until));
    assertThat(window.before().until()).isEqualTo(from);
    assertThat(window.before().length()).isEqualTo(window.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7m", "500ms", "0s", "0d", "25h", "36h", "1.1s", "soon", "-10m", ""})
  void otherLengthsAreRefused(String length) {
    assertThatThrownBy(() -> WindowLength.parse(length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must divide a day, such as 10m or 1h, or be whole days, such as 7d");
  }

  @Test
  void aWindowTouchesTheDaysOfItsTimes() {
    Window window = WindowLength.parse("10m").holding(Instant.parse("2018-11-30T00:05:00Z"));
    assertThat(window.days()).containsExactly(LocalDate.of(2018, 11, 30));
    assertThat(window.withBefore().days())
        .containsExactly(LocalDate.of(2018, 11, 29), LocalDate.of(2018, 11, 30));
  }

  @ParameterizedTest
  @CsvSource({
    "2018-11-30T11:59:59.999Z, 0",
    "2018-11-30T12:00:00Z, 0",
    "2018-11-30T12:05:00Z, 0.5",
    "2018-11-30T12:10:00Z, 1",
    "2018-12-30T00:00:00Z, 1"
  })
  void aWindowIsCompleteOnceAnEventAfterItHasLanded(Instant newest, double share) {
    Window window = WindowLength.parse("10m").holding(Instant.parse("2018-11-30T12:00:00Z"));
    assertThat(window.share(newest)).isEqualTo(share);
  }
}
