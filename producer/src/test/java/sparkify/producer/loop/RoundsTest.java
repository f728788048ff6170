package sparkify.producer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.OperatorError;
import sparkify.common.access.AccessLog;
import sparkify.common.event.Events;
import sparkify.common.track.Tracks;
import sparkify.producer.line.LineSource;
import sparkify.producer.line.TextInput;

class RoundsTest {
  private static final long DAY = 86_400_000;

  @Test
  void eachRoundIsLaterByWholeDays() throws IOException {
    TextInput input =
        TextInput.of("{\"ts\":90000000,\"a\":1}", "{\"ts\":1000}", "not json", "{\"ts\":5000}");
    assertThat(lines(Rounds.of(input, 3, new Events())))
        .containsExactly(
            "{\"ts\":90000000,\"a\":1}",
            "{\"ts\":1000}",
            "not json",
            "{\"ts\":5000}",
            "{\"ts\":262800000,\"a\":1}",
            "{\"ts\":172801000}",
            "not json",
            "{\"ts\":172805000}",
            "{\"ts\":435600000,\"a\":1}",
            "{\"ts\":345601000}",
            "not json",
            "{\"ts\":345605000}");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "86399999, 1", "86400000, 2", "86400001, 2", "864000000, 11"})
  void thePeriodIsTheNextDayAfterTheSpan(long span, long days) throws IOException {
    TextInput input = TextInput.of("{\"ts\":-7}", "{\"ts\":%d}".formatted(span - 7));
    assertThat(lines(Rounds.of(input, 2, new Events())))
        .endsWith("{\"ts\":%d}".formatted(span - 7 + days * DAY));
  }

  @Test
  void oneRoundIsTheInput() throws IOException {
    TextInput input = TextInput.of("{\"ts\":1}", "x");
    assertThat(lines(Rounds.of(input, 1, new Events()))).containsExactly("{\"ts\":1}", "x");
  }

  @Test
  void logsKeepTheirZone() throws IOException {
    TextInput input = TextInput.of("h - - [31/Jul/1995:23:59:59 -0400] \"GET /\" 200 1");
    assertThat(lines(Rounds.of(input, 2, new AccessLog())))
        .endsWith("h - - [01/Aug/1995:23:59:59 -0400] \"GET /\" 200 1");
  }

  @Test
  void lineNumbersAndSharesGoOn() throws IOException {
    List<Long> numbers = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    try (LineSource source = Rounds.of(TextInput.of("a", "", "~", ""), 2, new Events()).open()) {
      while (source.next() != null) {
        numbers.add(source.lineNumber());
        shares.add(source.fraction());
        assertThat(source.tooLong()).isEqualTo(source.lineNumber() % 4 == 3 ? 99 : 0);
      }
      assertThat(source.lineNumber()).isEqualTo(8);
      assertThat(source.blankLines()).isEqualTo(4);
      assertThat(source.fraction()).isEqualTo(1);
    }
    assertThat(numbers).containsExactly(1L, 3L, 5L, 7L);
    assertThat(shares).containsExactly(0.125, 0.375, 0.625, 0.875);
  }

  @Test
  void anInputWithoutLinesEndsAtOnce() throws IOException {
    assertThat(lines(Rounds.of(TextInput.of(""), Integer.MAX_VALUE, new Events()))).isEmpty();
  }

  @Test
  void refusesAFeedWithoutTimes() {
    assertThatThrownBy(() -> Rounds.of(TextInput.of("{}"), 2, new Tracks()))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot loop text: the feed tracks has no time");
  }

  private static List<String> lines(Rounds rounds) throws IOException {
    List<String> all = new ArrayList<>();
    try (LineSource source = rounds.open()) {
      for (byte[] line = source.next(); line != null; line = source.next()) {
        all.add(new String(line, StandardCharsets.UTF_8));
      }
    }
    return all;
  }
}
