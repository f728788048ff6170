package sparkify.cli.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.OperatorError;

final class PythonSearchTest {
  @TempDir Path directory = Path.of(".");

  @ParameterizedTest
  @ValueSource(strings = {"3.10.0", "3.11.7", "3.12.13"})
  void usesThePythonFromTheSettings(String version) throws Exception {
    Path python = FakePython.of(directory.resolve("py"), version, true);
    assertThat(search(python).find()).isEqualTo(new Python(python, version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7.18", "3.9.19", "3.13.0", "3.1.2"})
  void reportsAnUnsupportedVersion(String version) throws Exception {
    Path python = FakePython.of(directory.resolve("py"), version, true);
    assertRejected(python, python + " is " + version + ")");
  }

  @Test
  void rejectsACommandThatFails() throws Exception {
    Path shim = FakePython.script(directory.resolve("py"), "echo no such version; exit 127");
    assertRejected(shim, shim + " does not run");
  }

  @Test
  void rejectsAPythonWithoutVenv() throws Exception {
    Path python = FakePython.of(directory.resolve("py"), "3.11.2", false);
    assertRejected(python, python + " is 3.11.2 without venv");
  }

  @Test
  void reportsAMissingPython() {
    assertRejected(Path.of("/nonexistent"), "/nonexistent was not found");
  }

  private static void assertRejected(Path python, String reason) {
    assertThatThrownBy(() -> search(python).find())
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("some.python");
  }

  private static PythonSearch search(Path python) {
    return new PythonSearch("some.python", python.toString());
  }
}
