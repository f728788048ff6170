package sparkify.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder on the local disk and everything in it. */
public final class FileTree {
  private FileTree() {}

  /**
   * Deletes the folder if it exists; links are deleted, not followed.
   *
   * @throws OperatorError if something in it cannot be deleted
   */
  public static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new OperatorError("Cannot delete " + folder + ": " + e, e);
    }
  }
}
