package sparkify.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The command lines of this machine's processes, as any user sees them, from now until closed. */
final class CommandLines implements AutoCloseable {
  private static final long INTERVAL_MS = 20;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

  private CommandLines() {}

  static CommandLines watch() {
    CommandLines lines = new CommandLines();
    var unused =
        lines.watcher.scheduleWithFixedDelay(lines::look, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    return lines;
  }

  /** All that were seen, of processes that have ended too. */
  Set<String> seen() {
    return Set.copyOf(seen);
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }

  private void look() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        look(process.resolve("cmdline"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list /proc", e);
    }
  }

  private void look(Path commandLine) {
    try {
      String line = new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8);
      seen.add(line.replace('\0', ' '));
    } catch (IOException e) {
      return; // The process has ended.
    }
  }
}
