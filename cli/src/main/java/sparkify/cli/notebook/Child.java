package sparkify.cli.notebook;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sparkify.common.OperatorError;

/** A program that ends when this command does, with all that it started. */
final class Child {
  /** Time to end by itself: Ctrl-C on a terminal reaches it, too. */
  private static final Duration BY_ITSELF = Duration.ofSeconds(3);

  /** Time to end when asked. */
  private static final Duration WHEN_ASKED = Duration.ofSeconds(10);

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** Starts a program on the terminal of this command. */
  static Child onTerminal(ProcessBuilder program) {
    return start(program.inheritIO());
  }

  /** Starts a program that asks nothing and says all at the end of {@code log}. */
  static Child silent(ProcessBuilder program, Path log) {
    return start(
        program
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile())));
  }

  private static Child start(ProcessBuilder program) {
    try {
      Child child = new Child(program.start());
      Runtime.getRuntime().addShutdownHook(new Thread(child::end));
      return child;
    } catch (IOException e) {
      throw new OperatorError("Cannot run " + program.command().get(0) + ": " + e.getMessage(), e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end; its exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  private void end() {
    List<ProcessHandle> started = process.descendants().toList();
    if (!ended(process.toHandle(), BY_ITSELF)) {
      process.destroy();
    }
    if (!ended(process.toHandle(), WHEN_ASKED)) {
      process.destroyForcibly();
    }
    started.stream().filter(p -> !ended(p, BY_ITSELF)).forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean ended(ProcessHandle process, Duration within) {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("Cannot wait for the end of process " + process.pid(), e);
    }
  }
}
