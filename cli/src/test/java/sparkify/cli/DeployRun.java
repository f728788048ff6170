package sparkify.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/**
 * One run of deploy.sh, as a user would make it.
 *
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
record DeployRun(int code, String out, String err) {
  private static final Path HOME = Path.of(System.getProperty("sparkify.home", ".."));

  /** Runs on the local cluster that {@code config} describes. */
  static DeployRun of(Path config, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return of(Map.of(), all);
  }

  /**
   * Runs to the end, fifteen minutes at most, with {@code environment} added to that of the tests.
   */
  static DeployRun of(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    return within(Duration.ofMinutes(15), environment, arguments);
  }

  /** Likewise, with another limit. */
  static DeployRun within(Duration limit, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("deploy", ".out");
    Path err = Files.createTempFile("deploy", ".err");
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("deploy.sh").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("HADOOP_CONF_DIR");
    builder.environment().put("JDK_JAVA_OPTIONS", Pipeline.QUICK_JVM);
    builder.environment().putAll(environment);
    Process process = builder.start(); // The shell replaces itself with the JVM.
    process.getOutputStream().close(); // Nobody answers its questions.
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      Assertions.fail("deploy.sh %s did not finish: %s", arguments, read(out) + read(err));
    }
    String printed = read(err).replaceFirst("NOTE: Picked up JDK_JAVA_OPTIONS: .*\\R", "");
    DeployRun run = new DeployRun(process.exitValue(), read(out), printed);
    Files.delete(out);
    Files.delete(err);
    return run;
  }

  /** Asserts the exit code; a failure shows what the command printed. */
  DeployRun exits(int expected) {
    Assertions.assertThat(code).as("exit code; it said: %s%s", out, err).isEqualTo(expected);
    return this;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
