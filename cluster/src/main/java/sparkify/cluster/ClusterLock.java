package sparkify.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import sparkify.common.config.Durations;
import sparkify.common.launch.OperatorError;

/**
 * Held while daemons are started or stopped, by one command at a time.
 *
 * <p>The system frees it when the holder dies, however it dies. The file itself stays: deleting it
 * would let two commands hold two files of the same name.
 */
final class ClusterLock implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final FileChannel channel;

  private ClusterLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock; says so when it has to wait, and gives up after {@code timeout}. */
  static ClusterLock take(Path file, Duration timeout, Consumer<String> progress) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      waitFor(channel, file, timeout, progress);
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
      return new ClusterLock(channel);
    } catch (IOException e) {
      throw new OperatorError("Cannot lock " + file + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot free the lock of the local cluster", e);
    }
  }

  private static void waitFor(
      FileChannel channel, Path file, Duration timeout, Consumer<String> progress)
      throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean told = false;
    while (!tryLock(channel)) {
      String holder = "another command (pid " + Files.readString(file).strip() + ")";
      if (System.nanoTime() > deadline) {
        channel.close();
        throw new OperatorError(
            "Cannot change the local cluster: %s has been at it for %s; wait for it or end it"
                .formatted(holder, Durations.format(timeout)));
      }
      if (!told) {
        progress.accept("Waiting: " + holder + " is starting or stopping the local cluster");
        told = true;
      }
      Pause.of(POLL);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Held by another thread of this JVM: held all the same.
      return false;
    }
  }
}
