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
 * One formatting of a daemon's empty disk, once in its life.
 *
 * <p>It happens in a folder of another name, renamed when complete: a kill half-way leaves nothing
 * that looks formatted.
 */
final class Formatter {
  private static final String UNFINISHED = ".formatting";

  private final Daemon daemon;
  private final Jvm jvm;
  private final Path data;
  private final Path unfinished;
  private final Process process;

  private Formatter(Daemon daemon, Format format, Jvm jvm) {
    this.daemon = daemon;
    this.jvm = jvm;
    this.data = format.data();
    this.unfinished = data.resolveSibling(data.getFileName() + UNFINISHED);
    FileTree.delete(unfinished);
    this.process = jvm.start(daemon, name(), format.command().apply(unfinished));
  }

  /** Begins to format if that is needed; else answers null. */
  static @Nullable Formatter begin(Daemon daemon, Jvm jvm) {
    Format format = daemon.format();
    return format == null || Files.isDirectory(format.data())
        ? null
        : new Formatter(daemon, format, jvm);
  }

  Daemon daemon() {
    return daemon;
  }

  /** Waits for the end and puts the formatted folder in its place. */
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
      throw new OperatorError("Cannot put " + data + " in place: " + e, e);
    }
  }

  private OperatorError failed(String why) {
    return new OperatorError(
        "Cannot format the disk of " + daemon.name() + ": " + why + LogTail.of(jvm, name()));
  }

  private String name() {
    return daemon.name() + "-format";
  }
}
