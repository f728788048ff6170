package sparkify.cli.notebook;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one command at a time make an environment; ends with its holder, however that ends. */
final class MakingLock implements AutoCloseable {
  private final FileChannel channel;

  private MakingLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes it; says so when it has to wait. */
  static MakingLock take(Path file, PrintWriter progress) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      progress.println("Waiting: another command is making the Python environment");
      progress.flush();
      channel.lock();
    }
    return new MakingLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
