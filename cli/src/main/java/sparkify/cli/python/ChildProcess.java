package sparkify.cli.python;

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

/** A program that ends when this command does, with all processes that it started. */
public final class ChildProcess {
  /** Time to end by itself: Ctrl-C in a terminal reaches the program too. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Time to end after a request to terminate. */
  private static final Duration TERMINATION = Duration.ofSeconds(10);

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /** Starts a program that uses this command's terminal. */
  public static ChildProcess onTerminal(ProcessBuilder program) {
    return start(program.inheritIO());
  }

  /** Starts a program without input whose output is appended to {@code log}. */
  public static ChildProcess logged(ProcessBuilder program, Path log) {
    return start(
        program
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile())));
  }

  private static ChildProcess start(ProcessBuilder program) {
    try {
      ChildProcess child = new ChildProcess(program.start());
      Runtime.getRuntime().addShutdownHook(new Thread(child::end));
      return child;
    } catch (IOException e) {
      throw new OperatorError("Cannot run " + program.command().get(0) + ": " + e.getMessage(), e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it ends, and returns its exit code. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  private void end() {
    List<ProcessHandle> started = process.descendants().toList();
    if (!ended(process.toHandle(), GRACE)) {
      process.destroy();
    }
    if (!ended(process.toHandle(), TERMINATION)) {
      process.destroyForcibly();
    }
    started.stream().filter(p -> !ended(p, GRACE)).forEach(ProcessHandle::destroyForcibly);
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
