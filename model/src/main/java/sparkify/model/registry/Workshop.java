package sparkify.model.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * The temporary folders in which models are put together. Each is named after the application that
 * works in it, and is dead once that application has ended.
 */
final class Workshop {
  private static final String TEMPORARY = "_tmp-";
  private static final String DEAD = "_dead-";

  /** Ends the application's name: two hyphens, which its id has none of. */
  private static final String MARK = "--";

  private final LakeFileSystem files;
  private final Path folder;

  Workshop(LakeFileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** A path in the workshop that nothing else has; nothing is made there yet. */
  Path bench(String application) {
    return new Path(folder, TEMPORARY + application + MARK + UUID.randomUUID());
  }

  /**
   * Deletes what ended applications left. Each folder is renamed first: of a cleaner and an owner
   * that lives on after all, exactly one gets it, whole.
   */
  void clean(Predicate<String> hasEnded) throws IOException {
    for (FileStatus found : files.list(folder)) {
      String name = found.getPath().getName();
      if (name.startsWith(DEAD)) {
        files.delete(found.getPath());
      } else if (name.startsWith(TEMPORARY) && hasEnded.test(application(name))) {
        Path dead = new Path(folder, DEAD + name.substring(TEMPORARY.length()));
        try {
          files.rename(found.getPath(), dead);
        } catch (FileNotFoundException e) {
          continue; // Its owner, or another cleaner, was faster.
        }
        files.delete(dead);
      }
    }
  }

  private static String application(String name) {
    int end = name.indexOf(MARK);
    return name.substring(TEMPORARY.length(), end < 0 ? name.length() : end);
  }
}
