package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * The folders in which commits are prepared. Each carries the name of the application it belongs to
 * from the moment it exists, and is dead once that application has ended.
 */
final class Staging {
  private static final String OWNER = "_owner=";
  private static final String DEAD = ".dead-";

  private final TablePaths paths;
  private final LakeFileSystem files;

  Staging(TablePaths paths) {
    this.paths = paths;
    this.files = paths.files();
  }

  /** Makes the staging folder {@code id}, owned by {@code application}. */
  void create(String id, String application) throws IOException {
    files.touch(new Path(files.at(paths.staging(id)), OWNER + application));
  }

  void delete(String id) throws IOException {
    files.delete(files.at(paths.staging(id)));
  }

  /**
   * Ends what a cleaner that died had begun: folders set aside that a commit names go back to their
   * place, so that the commit can be published.
   */
  void putBackCommitted(LogState state) throws IOException {
    for (FileStatus folder : files.list(paths.staging())) {
      String name = folder.getPath().getName();
      if (name.startsWith(DEAD) && isCommitted(name.substring(DEAD.length()), state)) {
        files.rename(folder.getPath(), files.at(paths.staging(name.substring(DEAD.length()))));
      }
    }
  }

  /**
   * Deletes the folders whose owner {@code hasEnded}. Each is renamed first, because a folder that
   * is gone from its place can no longer be committed, and only deleted when the log, read again
   * after that, does not name it.
   */
  void cleanDead(CommitLog log, Predicate<String> hasEnded) throws IOException {
    for (FileStatus folder : files.list(paths.staging())) {
      String name = folder.getPath().getName();
      if (name.startsWith(DEAD)) {
        files.delete(folder.getPath());
      } else if (owner(folder.getPath()).filter(hasEnded).isPresent()) {
        clean(log, name);
      }
    }
  }

  private void clean(CommitLog log, String id) throws IOException {
    Path home = files.at(paths.staging(id));
    Path aside = new Path(paths.staging(), DEAD + id);
    try {
      files.rename(home, aside);
    } catch (FileNotFoundException e) {
      return; // Its owner, or another cleaner, was faster.
    }
    if (isCommitted(id, log.read())) {
      files.rename(aside, home);
    } else {
      files.delete(aside);
    }
  }

  private Optional<String> owner(Path folder) throws IOException {
    return files.list(folder).stream()
        .map(f -> f.getPath().getName())
        .filter(n -> n.startsWith(OWNER))
        .map(n -> n.substring(OWNER.length()))
        .findFirst();
  }

  /** Only the newest commit can still have files in staging: see {@link CommitSession}. */
  private boolean isCommitted(String id, LogState state) {
    Manifest last = state.last();
    String prefix = paths.staging(id) + "/";
    return last != null && last.allFiles().anyMatch(f -> f.staged().startsWith(prefix));
  }
}
