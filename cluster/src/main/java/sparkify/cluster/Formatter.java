package sparkify.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sparkify.common.FileTree;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;

/**
 * Formats a daemon's data folder before its first start.
 *
 * <p>It formats a folder of another name and renames it when complete: a kill half-way leaves
 * nothing that looks formatted.
 */
final class Formatter {
  private static final String UNFINISHED = ".formatting";

  private final Daemon daemon;
  private final Jvm jvm;
  private final Path data;
  private final Path unfinished;
  private final Process process;

  private Formatter(Daemon daemon, FormatCommand format, Jvm jvm) {
    this.daemon = daemon;
    this.jvm = jvm;
    this.data = format.data();
    this.unfinished = data.resolveSibling(data.getFileName() + UNFINISHED);
    FileTree.delete(unfinished);
    this.process = jvm.start(daemon, name(), format.command().apply(unfinished));
  }

  /** Starts to format, or returns null when the daemon does not need it. */
  static @Nullable Formatter start(Daemon daemon, Jvm jvm) {
    FormatCommand format = daemon.format();
    return format == null || Files.isDirectory(format.data())
        ? null
        : new Formatter(daemon, format, jvm);
  }

  Daemon daemon() {
    return daemon;
  }

  /** Waits until it is done and renames the formatted folder. */
  void finish(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw failed("it took longer than " + Durations.format(timeout));
      }
      if (process.exitValue() != 0 || !Files.isDirectory(unfinished)) {
        throw failed("exit code " + process.exitValue());
      }
      Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorError("Interrupted while formatting " + daemon.name(), e);
    } catch (IOException e) {
      throw new OperatorError("Cannot rename " + unfinished + " to " + data + ": " + e, e);
    }
  }

  private OperatorError failed(String why) {
    return new OperatorError(
        "Cannot format the data folder of " + daemon.name() + ": " + why + LogTail.of(jvm, name()));
  }

  private String name() {
    return daemon.name() + "-format";
  }
}
