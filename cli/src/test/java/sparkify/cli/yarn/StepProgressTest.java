package sparkify.cli.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepProgressTest {
  private final List<String> steps = new ArrayList<>();
  private final StringWriter printed = new StringWriter();
  private final StepProgress progress =
      new StepProgress(() -> List.copyOf(steps), new PrintWriter(printed));

  @Test
  void eachStepIsPrintedOnce() {
    steps.add("Reading");
    progress.update();
    progress.update();
    assertThat(lines()).containsExactly("  Reading");
  }

  @Test
  void finishPrintsTheStepsBegunSinceTheLastUpdate() {
    steps.add("Reading");
    progress.update();
    steps.addAll(List.of("Training", "Scoring"));
    progress.finish();
    assertThat(lines()).containsExactly("  Reading", "  Training", "  Scoring");
  }

  @Test
  void unreadableStepsAreAnError() {
    StepProgress unreadable =
        new StepProgress(
            () -> {
              throw new IOException("gone");
            },
            new PrintWriter(printed));
    assertThatThrownBy(unreadable::update)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot read the steps of the application");
  }

  private List<String> lines() {
    return printed.toString().lines().toList();
  }
}
