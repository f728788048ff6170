package sparkify.producer.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sparkify.common.OperatorError;
import sparkify.common.Sha256;

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
    return new Sha256().add(file).hex();
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
