package sparkify.common.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sparkify.common.OperatorError;

class ConfirmationTest {
  private final StringWriter printed = new StringWriter();
  private final PrintWriter out = new PrintWriter(printed);

  @ParameterizedTest
  @ValueSource(strings = {"yes\n", "yes", " yes \r\n", "yes\nno\n"})
  void acceptsYes(String answer) {
    answering(answer).require("topic x", out);
    assertThat(printed.toString()).contains("This deletes topic x.").contains("'yes'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "no\n", "y\n", "YES\n", "yes please\n", "\nyes\n"})
  void refusesAnyOtherAnswerAndTheEndOfInput(String answer) {
    assertThatThrownBy(() -> answering(answer).require("topic x", out))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot delete topic x: ")
        .hasMessageContaining("--yes");
  }

  @Test
  void doesNotAskWithTheOptionYes() {
    CommandLine.populateCommand(answering(""), "--yes").require("topic x", out);
    assertThat(printed.toString()).isEmpty();
  }

  private static Confirmation answering(String text) {
    return new Confirmation(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
