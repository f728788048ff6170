package sparkify.producer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import sparkify.common.launch.OperatorError;

/**
 * A file of lines, plain or gzip; which of the two is told from its first bytes.
 *
 * @param file checked to be a readable, non-empty file
 */
public record FileInput(Path file) implements LineInput {
  /**
   * @throws OperatorError when there is nothing to read at {@code file}
   */
  public FileInput {
    String trouble = trouble(file);
    if (!trouble.isEmpty()) {
      throw new OperatorError("Cannot replay " + file + ": " + trouble);
    }
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public String sha256() throws IOException {
    MessageDigest digest = Hashes.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Hashes.hex(digest);
  }

  @Override
  public LineSource open() throws IOException {
    return FileLines.open(file);
  }

  private static String trouble(Path file) {
    if (!Files.exists(file)) {
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder; name one file";
    }
    if (!Files.isReadable(file)) {
      return "it may not be read by this user";
    }
    try {
      return Files.isRegularFile(file) && Files.size(file) == 0
          ? "it is empty, there is nothing to send"
          : "";
    } catch (IOException e) {
      throw new OperatorError("Cannot replay " + file + ": " + e.getMessage(), e);
    }
  }
}
