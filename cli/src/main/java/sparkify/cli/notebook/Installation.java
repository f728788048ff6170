package sparkify.cli.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sparkify.common.OperatorError;

/** The steps that make an environment, each with its words at the end of one log. */
final class Installation {
  private final Path log;

  /** Begins a new log. */
  Installation(Path log) throws IOException {
    this.log = log;
    Files.createDirectories(log.resolveSibling(""));
    Files.deleteIfExists(log);
  }

  /**
   * Runs one step to its end.
   *
   * @throws OperatorError when it fails, with the last that it said
   */
  void run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder step = new ProcessBuilder(command);
    List.of("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
        .forEach(step.environment()::remove);
    if (Child.silent(step, log).await() != 0) {
      throw new OperatorError(
          "Cannot make the Python environment: " + reason() + "; details: .local/logs/python.log");
    }
  }

  /** The last error that pip told; else the last line. */
  private String reason() throws IOException {
    List<String> lines =
        Files.readString(log, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
    boolean unanswered = lines.stream().anyMatch(l -> l.contains("Retrying (Retry("));
    String reason =
        lines.stream()
            .filter(line -> line.startsWith("ERROR: "))
            .reduce((first, second) -> second)
            .or(() -> lines.stream().reduce((first, second) -> second))
            .orElse("it said nothing")
            .replaceFirst("^ERROR: ", "");
    return unanswered ? reason + " (the package index does not answer)" : reason;
  }
}
