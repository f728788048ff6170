package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Arguments that are refused while the command line is parsed, before any service is started. */
final class UsageErrorTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "score --as-of 2019-13-01,"
            + " Invalid value for option '--as-of': '2019-13-01' (must be a day such as 2018-11-30)",
        "train --as-of yesterday,"
            + " Invalid value for option '--as-of': 'yesterday' (must be a day such as 2018-11-30)",
        "compact --before soon,"
            + " Invalid value for option '--before': 'soon' (must be a day such as 2018-11-30)",
        "analyze --grain day --grain year, \"Invalid value for option '--grain' (GRAIN): 'year'"
            + " (must be hour, day, week, month or all)\"",
        "score --top -1, Invalid value for option '--top': '-1' (must be 0 or more)",
        "trending --top -1, Invalid value for option '--top': '-1' (must be 0 or more)",
        "trending --window 7m, \"Invalid value for option '--window': '7m'"
            + " (must divide a day, such as 10m or 1h, or be whole days, such as 7d)\"",
        "trending --at noon, Invalid value for option '--at': 'noon'"
            + " (must be a time such as 2018-11-30T12:00:00Z or a day such as 2018-11-30)",
        "trending --at 2018-11-31, Invalid value for option '--at': '2018-11-31'"
            + " (must be a time such as 2018-11-30T12:00:00Z or a day such as 2018-11-30)",
        "trending --at +99999-01-01, Invalid value for option '--at': '+99999-01-01'"
            + " (must be a time such as 2018-11-30T12:00:00Z or a day such as 2018-11-30)",
      })
  void namesOptionValueAndWhatIsValid(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"driver.log", "application_1", "application_1_one", "container_1_1"})
  void anApplicationNeedsAnId(String id) {
    assertThatThrownBy(() -> parse("logs " + id))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'" + id + "' (must be an id such as application_1700000000000_0001)")
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "logs application_1_1",
    "score --as-of 2018-11-30 --top 0",
    "compact --before 2018-11-30 --dry-run",
    "train --as-of 2018-11-30",
    "analyze --grain hour --grain all --from 2018-11-30",
    "trending --window 7d --at 2018-11-30 --top 0 --follow",
    "trending --window 90s --at 2018-11-30T12:00:00Z --json"
  })
  void validValuesAreAccepted(String line) {
    assertThat(parse(line).hasSubcommand()).isTrue();
  }

  private static CommandLine.ParseResult parse(String line) {
    return new CommandLine(new RootCommand()).parseArgs(line.split(" ", -1));
  }
}
