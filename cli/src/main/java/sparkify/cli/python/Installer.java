package sparkify.cli.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sparkify.common.OperatorError;

/** Runs the commands that create an environment, with all their output in one log. */
final class Installer {
  private final Path log;

  /** Starts a new log. */
  Installer(Path log) throws IOException {
    this.log = log;
    Files.createDirectories(log.resolveSibling(""));
    Files.deleteIfExists(log);
  }

  /**
   * Runs one command and waits for it.
   *
   * @throws OperatorError when it fails, with the error that it printed last
   */
  void run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder program = new ProcessBuilder(command);
    List.of("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
        .forEach(program.environment()::remove);
    if (ChildProcess.logged(program, log).await() != 0) {
      throw new OperatorError(
          "Cannot create the Python environment: "
              + reason()
              + "; details: .local/logs/python.log");
    }
  }

  /** The last error that pip printed; else the last line. */
  private String reason() throws IOException {
    List<String> lines =
        Files.readString(log, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
    boolean unanswered = lines.stream().anyMatch(l -> l.contains("Retrying (Retry("));
    String reason =
        lines.stream()
            .filter(line -> line.startsWith("ERROR: "))
            .reduce((first, second) -> second)
            .or(() -> lines.stream().reduce((first, second) -> second))
            .orElse("it printed nothing")
            .replaceFirst("^ERROR: ", "");
    return unanswered ? reason + " (the package index does not answer)" : reason;
  }
}
