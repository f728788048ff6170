package sparkify.cli.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.common.OperatorError;

@Timeout(30)
class PatientQuestionsTest {
  private final StringWriter printed = new StringWriter();
  private final PatientQuestions questions =
      new PatientQuestions(new PrintWriter(printed, true), Duration.ZERO);

  @Test
  void asksUntilAnsweredAndPrintsOneLineForTheBeginningAndOneForTheEnd() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    String answer =
        questions.ask(
            () -> {
              if (asked.incrementAndGet() < 50) {
                throw new OperatorError("Cannot query YARN", new ConnectException("refused"));
              }
              return "running";
            });
    assertThat(answer).isEqualTo("running");
    assertThat(printed.toString().lines().toList())
        .hasSize(2)
        .first()
        .isEqualTo("  waiting: Cannot query YARN");
    assertThat(printed.toString()).contains("answered after");
  }

  @Test
  void asksOnceWhatCanBeSkippedAndPrintsTheFirstLineOfTheReason() {
    Supplier<String> refused =
        () -> {
          throw new OperatorError("Cannot read\n\tat Server.call", new ConnectException("refused"));
        };
    assertThat(questions.once(refused)).isEmpty();
    assertThat(questions.once(refused)).isEmpty();
    assertThat(printed.toString().lines()).containsExactly("  waiting: Cannot read");
    assertThat(questions.waited()).isPositive();
    assertThat(questions.once(() -> "back")).contains("back");
    assertThat(printed.toString().lines()).hasSize(2);
  }

  @Test
  void passesOnWhatIsNotAnOutage() {
    assertThatThrownBy(
            () ->
                questions.ask(
                    () -> {
                      throw new OperatorError("Cannot find application_1_1");
                    }))
        .hasMessageContaining("Cannot find");
    assertThat(printed.toString()).isEmpty();
  }
}
