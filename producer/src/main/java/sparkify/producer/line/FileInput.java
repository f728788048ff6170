package sparkify.producer.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sparkify.common.OperatorError;

/**
 * A file of lines, plain or compressed; its first bytes show which. It may be a pipe.
 *
 * @param file a readable file that is not empty, or a pipe, which can be read only once
 * @param maxLineBytes the longest line to keep
 */
public record FileInput(Path file, int maxLineBytes) implements LineInput {
  /**
   * @throws OperatorError if {@code file} is missing, unreadable or empty
   */
  public FileInput {
    String problem = problem(file);
    if (!problem.isEmpty()) {
      throw new OperatorError("Cannot replay " + file + ": " + problem);
    }
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public boolean isRepeatable() {
    return Files.isRegularFile(file);
  }

  @Override
  public LineSource open() throws IOException {
    return FileLines.open(file, maxLineBytes);
  }

  /** Describes what is wrong with the file; empty if nothing is. */
  public static String problem(Path file) {
    if (!Files.exists(file)) {
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder; name one file";
    }
    if (!Files.isReadable(file)) {
      return "this user may not read it";
    }
    try {
      return Files.isRegularFile(file) && Files.size(file) == 0 ? "it is empty" : "";
    } catch (IOException e) {
      throw new OperatorError("Cannot replay " + file + ": " + e.getMessage(), e);
    }
  }
}
