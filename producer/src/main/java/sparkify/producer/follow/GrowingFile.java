package sparkify.producer.follow;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that is still written. It ends when the path names another file and nothing
 * has been written to this one for a second, or when it has been truncated; until then, and while
 * there is no file at the path, reading waits. An interrupt ends the waiting.
 */
final class GrowingFile extends InputStream {
  private static final long POLL_MS = 100;
  private static final int POLLS_UNTIL_SURE = 10;

  private final Path path;
  private final Consumer<String> warnings;
  private @Nullable FileChannel opened;

  /** Tells the file from another of the same path. */
  private @Nullable Object identity;

  private long position;

  /** Polls in a row that found no file, or another one. */
  private int absent;

  private boolean ended;

  /** Opens the file when it is first read. */
  GrowingFile(Path path, Consumer<String> warnings) {
    this.path = path;
    this.warnings = warnings;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    FileChannel channel = channel();
    while (!ended) {
      int read = channel.read(ByteBuffer.wrap(into, offset, length));
      if (read >= 0) {
        position += read;
        absent = 0;
        return read;
      }
      ended = hasEnded();
      if (!ended) {
        pause();
      }
    }
    return -1;
  }

  /** Whether the end that was just reached is the last. */
  private boolean hasEnded() throws IOException {
    BasicFileAttributes now = attributes();
    if (now == null) {
      waitForFile();
      return false;
    }
    if (!Objects.equals(now.fileKey(), identity)) {
      // Its writer may not have noticed yet that the file was renamed.
      absent++;
      return absent > POLLS_UNTIL_SURE;
    }
    absent = 0;
    if (now.size() < position) {
      warnings.accept(
          "Warning: %s was truncated to %,d bytes after %,d had been read; reading it again from its beginning"
              .formatted(path, now.size(), position));
      return true;
    }
    return false;
  }

  private FileChannel channel() throws IOException {
    FileChannel channel = opened;
    while (channel == null) {
      channel = tryOpen();
      if (channel == null) {
        waitForFile();
        pause();
      }
    }
    opened = channel;
    return channel;
  }

  /** Opens the file and notes its identity; null if there is none, or it was replaced just now. */
  private @Nullable FileChannel tryOpen() throws IOException {
    BasicFileAttributes before = attributes();
    if (before == null) {
      return null;
    }
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return null;
    }
    BasicFileAttributes after = attributes();
    if (after != null && Objects.equals(before.fileKey(), after.fileKey())) {
      identity = after.fileKey();
      absent = 0;
      return channel;
    }
    channel.close();
    return null;
  }

  private void waitForFile() {
    absent++;
    if (absent == POLLS_UNTIL_SURE) {
      warnings.accept("Waiting for %s: there is no such file".formatted(path));
    }
  }

  private @Nullable BasicFileAttributes attributes() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
