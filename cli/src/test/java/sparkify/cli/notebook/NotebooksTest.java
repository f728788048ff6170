package sparkify.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkify.cli.python.FakePython;
import sparkify.cli.python.Python;
import sparkify.cli.python.PythonEnvironment;
import sparkify.common.OperatorError;
import sparkify.common.launch.Home;

/** Runs notebooks with a script that stands in for Python and fails for one of them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class NotebooksTest {
  private static final String PYTHON =
      """
      if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; exit; fi
      case "$*" in *broken*) echo ValueError: no; exit 1;; esac
      """;

  @TempDir Path root = Path.of(".");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeNotebooks() throws IOException {
    Files.createDirectories(root.resolve("notebooks"));
    Files.writeString(root.resolve("notebooks/requirements.txt"), "");
    write("1-first", "\"events\"");
    write("2-logs", "\"access\", \"tracks\"");
    write("3-any", "");
  }

  @Test
  void thoseWhoseFeedsHaveNotLandedAreSkippedAndNamed() throws Exception {
    execute("events", "access");
    assertThat(out.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("1-first +\\S+"))
        .anyMatch(line -> line.matches("3-any +\\S+"))
        .contains("2-logs                   skipped: nothing of the feed tracks has landed");
  }

  @Test
  void aSkippedNotebookLeavesNoPageOfAnotherLake() throws Exception {
    Path old = Files.createDirectories(root.resolve("pages")).resolve("2-logs.html");
    Files.writeString(old, "");
    execute("events");
    assertThat(old).doesNotExist();
  }

  @Test
  void ifAllWouldBeSkippedItSaysWhatIsMissing() throws Exception {
    Files.delete(root.resolve("notebooks/3-any.ipynb"));
    assertThatThrownBy(() -> execute("unknown"))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("nothing of the feed events has landed")
        .hasMessageContaining("./deploy.sh stream")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aFailureIsCountedAmongThoseThatRan() throws Exception {
    write("4-broken", "");
    assertThatThrownBy(() -> execute("events"))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("Cannot run 1 of 3 notebooks: 4-broken");
    assertThat(out.toString()).contains("skipped").contains("failed after");
    assertThat(err.toString()).contains("ValueError: no");
  }

  @Test
  void aFeedThatDoesNotExistIsAnError() throws Exception {
    write("4-typo", "\"evnts\"");
    assertThatThrownBy(() -> execute("events"))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("4-typo.ipynb")
        .hasMessageContaining("[evnts]")
        .hasMessageContaining("[access, events, tracks]");
  }

  private void write(String name, String feeds) throws IOException {
    Files.writeString(
        root.resolve("notebooks").resolve(name + ".ipynb"),
        "{\"cells\": [], \"metadata\": {\"sparkify\": {\"feeds\": [%s]}}}".formatted(feeds));
  }

  private void execute(String... landed) throws IOException, InterruptedException {
    Python python = new Python(FakePython.script(root.resolve("python"), PYTHON), "3.11.7");
    Home home = new Home(root);
    PythonEnvironment libraries = new PythonEnvironment(home, python, NotebookRuntime.LIBRARIES);
    libraries.ensure(new PrintWriter(new StringWriter()));
    NotebookRuntime runtime = new NotebookRuntime(home, libraries, Map.of());
    new Notebooks(
            NotebookRuntime.notebooks(home),
            Set.of(landed),
            runtime,
            new PrintWriter(out),
            new PrintWriter(err))
        .execute(root.resolve("pages"));
  }
}
