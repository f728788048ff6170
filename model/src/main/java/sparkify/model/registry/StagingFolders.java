package sparkify.model.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * Temporary folders in which a version is assembled. Each is named after the application that
 * writes it, and is dead once that application has ended.
 */
final class StagingFolders {
  private static final String TEMPORARY = "_tmp-";
  private static final String DEAD = "_dead-";

  /** Separates the application's id from the random part; no id contains two hyphens in a row. */
  private static final String SEPARATOR = "--";

  private final LakeFileSystem files;
  private final Path parent;

  StagingFolders(LakeFileSystem files, Path parent) {
    this.files = files;
    this.parent = parent;
  }

  /** The path of a new staging folder for {@code application}; the caller creates it. */
  Path newFolder(String application) {
    return new Path(parent, TEMPORARY + application + SEPARATOR + UUID.randomUUID());
  }

  /**
   * Deletes the folders of applications that have ended. Each is renamed first: if its owner is
   * alive after all, only one of the two renames succeeds, and the folder stays complete.
   */
  void clean(Predicate<String> hasEnded) throws IOException {
    for (FileStatus found : files.list(parent)) {
      String name = found.getPath().getName();
      if (name.startsWith(DEAD)) {
        files.delete(found.getPath());
      } else if (name.startsWith(TEMPORARY) && hasEnded.test(application(name))) {
        Path dead = new Path(parent, DEAD + name.substring(TEMPORARY.length()));
        try {
          files.rename(found.getPath(), dead);
        } catch (FileNotFoundException e) {
          continue; // Its owner or another cleaner was faster.
        }
        files.delete(dead);
      }
    }
  }

  private static String application(String name) {
    int end = name.indexOf(SEPARATOR);
    return name.substring(TEMPORARY.length(), end < 0 ? name.length() : end);
  }
}
