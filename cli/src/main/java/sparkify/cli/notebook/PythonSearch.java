package sparkify.cli.notebook;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import sparkify.common.OperatorError;
import sparkify.common.config.NotebookSettings;

/**
 * Looks for a Python that the notebooks' libraries run on.
 *
 * <p>Asks by running: a version manager puts commands on the path that only say that they are not
 * there.
 */
final class PythonSearch {
  private static final List<String> NAMES =
      List.of("python3.12", "python3.11", "python3.10", "python3");
  private static final String FITS = "3\\.1[0-2]\\.\\d+";
  private static final String QUESTION =
      """
      import importlib.util as i, sys
      print(sys.executable)
      print('%d.%d.%d' % sys.version_info[:3])
      print(bool(i.find_spec('venv') and i.find_spec('ensurepip')))
      """;
  private static final int PATIENCE_SECONDS = 20;

  private final List<String> names;
  private final List<String> unfit = new ArrayList<>();

  PythonSearch(NotebookSettings settings) {
    this.names = settings.python().isEmpty() ? NAMES : List.of(settings.python());
  }

  /**
   * The first that fits.
   *
   * @throws OperatorError when none does, with what was found instead
   */
  Python find() throws InterruptedException {
    for (String name : names) {
      Optional<Python> found = ask(name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new OperatorError(
        "Cannot prepare the notebooks: there is no Python 3.10 to 3.12 with venv ("
            + String.join("; ", unfit)
            + "); install one (on Debian python3 and python3-venv), or name it by notebook.python");
  }

  private Optional<Python> ask(String name) throws InterruptedException {
    List<String> answer;
    try {
      answer = answer(name);
    } catch (IOException e) {
      return refuse(name + " is not there");
    }
    if (answer.size() != QUESTION.lines().count() - 1) {
      return refuse(name + " does not run");
    }
    String version = answer.get(1);
    if (!version.matches(FITS)) {
      return refuse(name + " is " + version);
    }
    if (!Boolean.parseBoolean(answer.get(2))) {
      return refuse(name + " is " + version + " without venv");
    }
    return Optional.of(new Python(Path.of(answer.get(0)), version));
  }

  /** Empty when it fails or hangs. */
  private static List<String> answer(String name) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(name, "-c", QUESTION)
            .redirectInput(new File("/dev/null"))
            .redirectError(Redirect.DISCARD)
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return List.of();
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.exitValue() == 0 ? text.lines().toList() : List.of();
  }

  private Optional<Python> refuse(String reason) {
    unfit.add(reason);
    return Optional.empty();
  }
}
