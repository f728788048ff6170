package sparkify.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts programs and waits for them; what they print is kept in a folder of logs. */
public final class Programs {
  private final Path home;
  private final LogFiles logs;
  private final Map<String, String> variables;

  /**
   * @param home the folder that programs are run in
   * @param variables of their environment, in addition to those of this process
   */
  public Programs(Path home, Path logs, Map<String, String> variables) throws IOException {
    this.home = home;
    this.logs = new LogFiles(home, Files.createDirectories(logs));
    this.variables = Map.copyOf(variables);
  }

  /** Runs one of our own commands. */
  public Ended deploy(String label, List<String> arguments)
      throws IOException, InterruptedException {
    return run(label, ours(arguments));
  }

  /** Runs a Java program with the Java of this process. */
  public Ended java(String label, JavaProgram program) throws IOException, InterruptedException {
    return run(label, program.command());
  }

  /**
   * Runs a command.
   *
   * @param label of its logs
   * @throws sparkify.common.OperatorError when it fails
   */
  public Ended run(String label, List<String> command) throws IOException, InterruptedException {
    try (Started started = start(label, command)) {
      return started.end();
    }
  }

  /** Starts one of our own commands, and does not wait for it. */
  public Started startDeploy(String label, List<String> arguments) throws IOException {
    return start(label, ours(arguments));
  }

  private Started start(String label, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().putAll(variables);
    return Started.of(label, logs, builder);
  }

  private List<String> ours(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(home.resolve("deploy.sh").toString()));
    command.addAll(arguments);
    return command;
  }
}
