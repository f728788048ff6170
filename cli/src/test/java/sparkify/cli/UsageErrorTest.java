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
        "compact --before soon,"
            + " Invalid value for option '--before': 'soon' (must be a day such as 2018-11-30)",
        "score --top -1, Invalid value for option '--top': '-1' (must be 0 or more)",
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
    "compact --before 2018-11-30 --dry-run"
  })
  void validValuesAreAccepted(String line) {
    assertThat(parse(line).hasSubcommand()).isTrue();
  }

  private static CommandLine.ParseResult parse(String line) {
    return new CommandLine(new RootCommand()).parseArgs(line.split(" ", -1));
  }
}
