package sparkify.cli.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import sparkify.cli.yarn.CommitProgress.Landed;

final class CommitProgressTest {
  private final AtomicReference<Landed> log = new AtomicReference<>(new Landed(3, 1_000));
  private final StringWriter printed = new StringWriter();
  private final CommitProgress progress = new CommitProgress(log::get, new PrintWriter(printed));

  @Test
  void finishPrintsTheCommitMadeSinceTheLastUpdate() {
    progress.update();
    log.set(new Landed(5, 54_267));
    progress.finish();
    assertThat(printed.toString()).isEqualTo("  commit 5: 54,267 rows landed so far%n".formatted());
  }

  @Test
  void finishPrintsNothingTwice() {
    log.set(new Landed(4, 2_000));
    progress.finish();
    progress.finish();
    assertThat(printed.toString()).hasLineCount(1);
  }

  @Test
  void commitsFromBeforeAreNotPrinted() {
    progress.finish();
    assertThat(printed.toString()).isEmpty();
  }
}
