package sparkify.producer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import sparkify.common.launch.OperatorError;

/** Lets one process at a time work on a record; ends with the process, however that ends. */
final class ReplayLock implements AutoCloseable {
  private final FileChannel channel;

  private ReplayLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws OperatorError when another replay holds it
   */
  static ReplayLock take(Path record) throws IOException {
    Path file = record.resolveSibling(record.getFileName() + ".lock");
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new OperatorError(
          "Cannot replay: another replay of this dataset is running (it holds " + file + ")");
    }
    return new ReplayLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Held by this very process.
    }
  }
}
