package sparkify.producer.line;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import sparkify.common.OperatorError;

/** A file to write lines to; after a failure it is as it was before, unless it is a device. */
public record LineFile(Path file) {

  /** Throws an {@link OperatorError} if there can be no file of this name. */
  public void requirePlace() {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new OperatorError("Cannot write " + file + ": it is a folder; name a file");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new OperatorError("Cannot write " + file + ": there is no folder " + folder);
    }
  }

  /** Throws an {@link OperatorError} if the file exists. */
  public void refuseToReplace() {
    if (Files.exists(file) && !isDevice()) {
      throw new OperatorError("Cannot write " + file + ": it exists; use --force to replace it");
    }
  }

  /** Writes the lines of an input and returns their number. */
  public long write(LineInput input) {
    try {
      if (isDevice()) {
        return write(input, file);
      }
      Path temporary = temporary();
      try {
        long lines = write(input, temporary);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return lines;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new OperatorError("Cannot write " + file + ": " + e, e);
    }
  }

  /** A file beside this one that no other run writes; it is gone after Ctrl-C, too. */
  private Path temporary() {
    Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    temporary.toFile().deleteOnExit();
    return temporary;
  }

  /** Such as /dev/null or a pipe. */
  private boolean isDevice() {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  private long write(LineInput input, Path to) throws IOException {
    long lines = 0;
    try (LineSource source = input.open();
        OutputStream out = open(to)) {
      for (byte[] line = source.next(); line != null; line = source.next()) {
        out.write(line);
        out.write('\n');
        lines++;
      }
    }
    return lines;
  }

  private OutputStream open(Path to) throws IOException {
    OutputStream raw = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16);
    return file.toString().endsWith(".gz")
        ? new BufferedOutputStream(new GZIPOutputStream(raw, 1 << 16), 1 << 16)
        : raw;
  }
}
