package sparkify.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of the local disk with everything in it. */
public final class FileTree {
  private FileTree() {}

  /**
   * Deletes it if it exists; links are deleted, not followed.
   *
   * @throws OperatorError when something in it cannot be deleted
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
