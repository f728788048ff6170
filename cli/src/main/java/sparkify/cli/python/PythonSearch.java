package sparkify.cli.python;

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

/**
 * Finds a Python that our libraries run on.
 *
 * <p>Runs each candidate: a version manager puts commands on the path that only print that the
 * version is not installed.
 */
public final class PythonSearch {
  private static final List<String> NAMES =
      List.of("python3.12", "python3.11", "python3.10", "python3");
  private static final String SUPPORTED = "3\\.1[0-2]\\.\\d+";
  private static final String PROBE =
      """
      import importlib.util as i, sys
      print(sys.executable)
      print('%d.%d.%d' % sys.version_info[:3])
      print(bool(i.find_spec('venv') and i.find_spec('ensurepip')))
      """;
  private static final int TIMEOUT_SECONDS = 20;

  private final String setting;
  private final List<String> names;
  private final List<String> rejected = new ArrayList<>();

  /**
   * A search for the Python that a setting names.
   *
   * @param setting its key
   * @param python its value: a command or a path, or empty for the first suitable one
   */
  public PythonSearch(String setting, String python) {
    this.setting = setting;
    this.names = python.isEmpty() ? NAMES : List.of(python);
  }

  /**
   * The first supported Python.
   *
   * @throws OperatorError when there is none, with what was found instead
   */
  public Python find() throws InterruptedException {
    for (String name : names) {
      Optional<Python> found = probe(name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new OperatorError(
        "Cannot create a Python environment: there is no Python 3.10 to 3.12 with venv (%s); install one (on Debian: python3 and python3-venv), or name one in %s"
            .formatted(String.join("; ", rejected), setting));
  }

  private Optional<Python> probe(String name) throws InterruptedException {
    List<String> output;
    try {
      output = output(name);
    } catch (IOException e) {
      return reject(name + " was not found");
    }
    if (output.size() != PROBE.lines().count() - 1) {
      return reject(name + " does not run");
    }
    String version = output.get(1);
    if (!version.matches(SUPPORTED)) {
      return reject(name + " is " + version);
    }
    if (!Boolean.parseBoolean(output.get(2))) {
      return reject(name + " is " + version + " without venv");
    }
    return Optional.of(new Python(Path.of(output.get(0)), version));
  }

  /** The lines that {@code name} prints; none when it fails or hangs. */
  private static List<String> output(String name) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(name, "-c", PROBE)
            .redirectInput(new File("/dev/null"))
            .redirectError(Redirect.DISCARD)
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return List.of();
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.exitValue() == 0 ? text.lines().toList() : List.of();
  }

  private Optional<Python> reject(String reason) {
    rejected.add(reason);
    return Optional.empty();
  }
}
