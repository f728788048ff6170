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
      new StepProgress(() -> List.copyOf(steps), () -> "AUC 0.7", new PrintWriter(printed));

  @Test
  void eachStepIsPrintedOnce() {
    steps.add("Reading");
    progress.look();
    progress.look();
    assertThat(lines()).containsExactly("  Reading");
  }

  @Test
  void finishPrintsTheStepsBegunSinceTheLastLookAndThenTheReport() {
    steps.add("Reading");
    progress.look();
    steps.addAll(List.of("Training", "Scoring"));
    progress.finish();
    assertThat(lines()).containsExactly("  Reading", "  Training", "  Scoring", "AUC 0.7");
  }

  @Test
  void aMissingReportIsAnError() {
    StepProgress reportless =
        new StepProgress(
            List::of,
            () -> {
              throw new IOException("gone");
            },
            new PrintWriter(printed));
    assertThatThrownBy(reportless::finish)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot read the report of the application");
  }

  private List<String> lines() {
    return printed.toString().lines().toList();
  }
}
