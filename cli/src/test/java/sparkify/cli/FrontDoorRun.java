package sparkify.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/**
 * One run of deploy.sh, as a user would make it.
 *
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
record FrontDoorRun(int code, String out, String err) {
  private static final Path HOME = Path.of(System.getProperty("sparkify.home", ".."));

  /** Runs to the end, five minutes at most. */
  static FrontDoorRun of(Path config, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("deploy", ".out");
    Path err = Files.createTempFile("deploy", ".err");
    Process process = start(config, out, err, arguments);
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Assertions.fail("deploy.sh %s did not end: %s", List.of(arguments), read(out) + read(err));
    }
    return new FrontDoorRun(process.exitValue(), read(out), read(err));
  }

  /** Starts without waiting; the process is deploy.sh's own JVM, which replaces the shell. */
  static Process start(Path config, Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("deploy.sh").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", config.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("HADOOP_CONF_DIR");
    return builder.start();
  }

  /** Asserts that it ended with {@code expected}, showing what it said when not. */
  FrontDoorRun exits(int expected) {
    Assertions.assertThat(code).as("exit code; it said: %s%s", out, err).isEqualTo(expected);
    return this;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
