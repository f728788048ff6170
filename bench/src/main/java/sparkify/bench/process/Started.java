package sparkify.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import sparkify.common.OperatorError;

/**
 * A program that was started. It and the application that it names are watched until this is
 * closed, even if the program itself has ended by then.
 */
public final class Started implements AutoCloseable {
  private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");

  private final String label;
  private final LogFiles logs;
  private final Process process;
  private final CompletableFuture<Duration> time;
  private final Sampler sampler;
  private final Thread destroyer;

  private Started(String label, LogFiles logs, Process process, long begin) {
    this.label = label;
    this.logs = logs;
    this.process = process;
    this.time = process.onExit().thenApply(p -> Duration.ofNanos(System.nanoTime() - begin));
    this.sampler = Sampler.of(process.pid());
    this.destroyer = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(destroyer);
  }

  static Started of(String label, LogFiles logs, ProcessBuilder builder) throws IOException {
    builder.redirectError(logs.errors(label).toFile());
    long begin = System.nanoTime();
    return new Started(label, logs, builder.start(), begin);
  }

  /** Looks from now on also at all processes that have {@code mark} in their command line. */
  public void alsoWatch(String mark) {
    sampler.alsoWatch(mark);
  }

  /**
   * Waits until it has ended. Only then is its output read, so a program that is left alone must
   * print little.
   *
   * @throws OperatorError when it has failed
   */
  public Ended end() throws IOException, InterruptedException {
    List<String> output = read();
    int code = process.waitFor();
    Files.write(logs.output(label), output);
    if (code != 0) {
      throw failure(code);
    }
    return new Ended(label, output, time.join(), usage());
  }

  /** What all that is watched has used so far. */
  public Usage usage() {
    return sampler.usage();
  }

  /** Reads all output; the containers of an application that it names are watched as well. */
  private List<String> read() throws IOException {
    List<String> output = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        APPLICATION.matcher(line).results().forEach(found -> alsoWatch(found.group()));
      }
    }
    return output;
  }

  private OperatorError failure(int code) throws IOException {
    Path errors = logs.errors(label);
    String why =
        Files.readString(errors, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
            .reduce((first, second) -> second)
            .orElse("it printed nothing");
    return new OperatorError(
        "%s ended with code %d: %s (%s)".formatted(label, code, why, logs.shown(errors)));
  }

  /** Ends the program, if it has not ended. */
  @Override
  public void close() {
    sampler.close();
    process.destroy();
    Runtime.getRuntime().removeShutdownHook(destroyer);
  }
}
