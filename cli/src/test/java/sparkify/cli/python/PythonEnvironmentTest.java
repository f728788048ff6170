package sparkify.cli.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkify.cli.python.PythonEnvironment.Libraries;
import sparkify.common.OperatorError;
import sparkify.common.launch.Home;

/** Creates environments with a script that stands in for {@code venv} and pip. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PythonEnvironmentTest {
  private static final String INSTALLS = "echo Successfully installed";

  private static final Libraries SOME =
      new Libraries("some", "some/requirements.txt", "10 MB", Map.of("share/own.json", "{}"));

  @TempDir Path root = Path.of(".");
  private Path requirements = Path.of(".");

  @BeforeEach
  void writeRequirements() throws IOException {
    requirements = Files.createDirectories(root.resolve("some")).resolve("requirements.txt");
    Files.writeString(requirements, "pandas==1\n");
  }

  @Test
  void isCreatedOnceAndReused() throws Exception {
    assertThat(ensure(INSTALLS)).contains("Creating").contains("Created");
    assertThat(ensure("exit 1")).isEmpty();
  }

  @Test
  void installsTheRequirementsFile() throws Exception {
    ensure("echo \"$@\"");
    assertThat(log()).contains("install").contains("--require-hashes").contains("" + requirements);
  }

  @Test
  void isRecreatedIfIncomplete() throws Exception {
    assertThatThrownBy(() -> ensure("exit 1")).isInstanceOf(OperatorError.class);
    Files.writeString(environments().get(0).resolve("left-over"), "");
    assertThat(ensure(INSTALLS)).contains("Created");
    assertThat(environments().get(0).resolve("left-over")).doesNotExist();
  }

  @Test
  void changedRequirementsCreateAnotherAndThenDeleteTheOldOne() throws Exception {
    ensure(INSTALLS);
    Path old = environments().get(0);
    Files.writeString(requirements, "pandas==2\n");
    assertThatThrownBy(() -> ensure("exit 1")).isInstanceOf(OperatorError.class);
    assertThat(environments()).contains(old);
    ensure(INSTALLS);
    assertThat(environments()).hasSize(1).doesNotContain(old);
  }

  @Test
  void anEnvironmentInUseIsKept() throws Exception {
    ensure(INSTALLS);
    Path old = environments().get(0);
    Process program =
        new ProcessBuilder("tail", "-f", old.resolve("bin/python").toString()).start();
    try {
      Files.writeString(requirements, "pandas==2\n");
      ensure(INSTALLS);
      assertThat(environments()).hasSize(2).contains(old);
    } finally {
      program.destroy();
    }
  }

  @Test
  void reportsTheLastErrorOfPip() {
    assertThatThrownBy(() -> ensure("echo ERROR: first; echo ERROR: last; echo more; exit 1"))
        .isInstanceOf(OperatorError.class)
        .hasMessage("Cannot create the Python environment: last; details: .local/logs/python.log");
  }

  @Test
  void reportsThatThePackageIndexDoesNotAnswer() {
    String offline = "echo 'WARNING: Retrying (Retry(total=0'; echo ERROR: No matching; exit 1";
    assertThatThrownBy(() -> ensure(offline))
        .hasMessageContaining("No matching (the package index does not answer)");
  }

  /** Creates the environment if necessary, and returns the progress it printed. */
  private String ensure(String pip) throws IOException, InterruptedException {
    Path python =
        FakePython.script(
            root.resolve("python"),
            """
            if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; exit; fi
            %s
            """
                .formatted(pip));
    StringWriter printed = new StringWriter();
    new PythonEnvironment(new Home(root), new Python(python, "3.11.7"), SOME)
        .ensure(new PrintWriter(printed));
    return printed.toString();
  }

  private String log() throws IOException {
    return Files.readString(root.resolve(".local/logs/python.log"));
  }

  private List<Path> environments() throws IOException {
    try (Stream<Path> all = Files.list(root.resolve(".local/python/some"))) {
      return all.filter(Files::isDirectory).toList();
    }
  }
}
