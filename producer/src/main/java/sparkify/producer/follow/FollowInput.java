package sparkify.producer.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.producer.content.FileContent;
import sparkify.producer.line.InputFiles;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/**
 * The lines of a file that is still written, without end: what is appended, and whatever file the
 * path names later, as {@code tail -F} shows it.
 *
 * @param maxLineBytes the longest line to keep
 * @param warnings takes lines for the operator, from the reading thread
 */
public record FollowInput(Path file, int maxLineBytes, Consumer<String> warnings)
    implements LineInput {

  /**
   * @throws OperatorError if this is not, and cannot become, a file of plain lines
   */
  public FollowInput {
    String problem = problem(file);
    if (!problem.isEmpty()) {
      throw new OperatorError("Cannot follow " + file + ": " + problem);
    }
  }

  /**
   * Follows the file that an argument names; a pattern must match one.
   *
   * @throws OperatorError if it matches more, or none
   */
  public static FollowInput of(String argument, int maxLineBytes, Consumer<String> warnings) {
    Path path = Path.of(argument);
    if (Files.exists(path) || InputFiles.isOneFile(argument)) {
      return new FollowInput(path, maxLineBytes, warnings);
    }
    List<Path> files = InputFiles.of(argument);
    if (files.size() > 1) {
      throw new OperatorError(
          "Cannot follow %s: it matches %d files; name one".formatted(argument, files.size()));
    }
    return new FollowInput(files.get(0), maxLineBytes, warnings);
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public boolean isFollowed() {
    return true;
  }

  @Override
  public LineSource open() {
    return new FollowLines(this);
  }

  private static String problem(Path file) {
    if (!Files.exists(file)) {
      // A file that is not there yet is waited for; a folder is more likely misspelt.
      @Nullable Path folder = file.toAbsolutePath().getParent();
      return folder != null && Files.isDirectory(folder) ? "" : "there is no such folder";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder; name one file";
    }
    if (!Files.isRegularFile(file)) {
      return "it is not a file; read a pipe without --follow";
    }
    if (!Files.isReadable(file)) {
      return "this user may not read it";
    }
    try {
      return FileContent.isCompressed(file)
          ? "it is compressed, and nothing can be appended to it; replay it without --follow"
          : "";
    } catch (IOException e) {
      throw new OperatorError("Cannot follow " + file + ": " + e.getMessage(), e);
    }
  }
}
