package sparkify.common;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lock file: one process at a time holds it, with its process id written in it.
 *
 * <p>The operating system releases the lock when its holder ends, however it ends. The file stays:
 * if it were deleted, two processes could each lock a file of the same name.
 */
public final class ProcessLock implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final FileChannel channel;

  private ProcessLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock; empty if it is already held, even by this process. */
  public static Optional<ProcessLock> tryTake(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      return Optional.empty();
    }
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
    return Optional.of(new ProcessLock(channel));
  }

  /**
   * Takes the lock, waiting while it is held; empty if it is still held after {@code timeout}.
   *
   * @param whenWaiting called once, before the wait, with the holder, such as "another command (pid
   *     123)"
   */
  public static Optional<ProcessLock> take(
      Path file, Duration timeout, Consumer<String> whenWaiting) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Optional<ProcessLock> taken = tryTake(file);
    if (taken.isEmpty()) {
      whenWaiting.accept(holder(file));
    }
    while (taken.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(POLL.toNanos());
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Cannot take the lock " + file + ": interrupted");
      }
      taken = tryTake(file);
    }
    return taken;
  }

  private static String holder(Path file) throws IOException {
    return "another command (pid " + Files.readString(file).strip() + ")";
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release a lock", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Another thread of this JVM holds it.
    }
  }
}
