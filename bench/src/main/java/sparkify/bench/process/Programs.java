package sparkify.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import sparkify.common.OperatorError;

/** Starts programs and waits for them; what they print is kept in a folder of logs. */
public final class Programs {
  private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");

  private final Path home;
  private final Path logs;
  private final Map<String, String> variables;

  /**
   * @param home the folder that programs are run in
   * @param variables of their environment, in addition to those of this process
   */
  public Programs(Path home, Path logs, Map<String, String> variables) throws IOException {
    this.home = home;
    this.logs = Files.createDirectories(logs);
    this.variables = Map.copyOf(variables);
  }

  /** Runs one of our own commands. */
  public Ended deploy(String label, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("deploy.sh").toString()));
    command.addAll(arguments);
    return run(label, command);
  }

  /** Runs a Java program with the Java of this process. */
  public Ended java(String label, JavaProgram program) throws IOException, InterruptedException {
    return run(label, program.command());
  }

  /**
   * Runs a command.
   *
   * @param label of its logs
   * @throws OperatorError when it fails
   */
  public Ended run(String label, List<String> command) throws IOException, InterruptedException {
    Path errors = logs.resolve(label + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(variables);
    long begin = System.nanoTime();
    Process process = builder.start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    try (Sampler sampler = Sampler.of(process.pid())) {
      List<String> output = read(process, sampler);
      int code = process.waitFor();
      Duration time = Duration.ofNanos(System.nanoTime() - begin);
      Files.write(logs.resolve(label + ".out"), output);
      requireSuccess(label, code, errors);
      return new Ended(label, output, time, sampler.usage());
    } finally {
      process.destroy();
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  /** Reads all output; the containers of an application that it names are watched as well. */
  private static List<String> read(Process process, Sampler sampler) throws IOException {
    List<String> output = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        APPLICATION.matcher(line).results().forEach(found -> sampler.alsoWatch(found.group()));
      }
    }
    return output;
  }

  private void requireSuccess(String label, int code, Path errors) throws IOException {
    if (code != 0) {
      String why =
          Files.readString(errors, StandardCharsets.ISO_8859_1)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
              .reduce((first, second) -> second)
              .orElse("it printed nothing");
      throw new OperatorError(
          "%s ended with code %d: %s (%s)".formatted(label, code, why, home.relativize(errors)));
    }
  }
}
