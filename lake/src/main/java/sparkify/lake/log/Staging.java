package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * The folders in which commits are prepared. Each names the application that owns it from the
 * moment it exists, and is dead once that application has ended.
 */
final class Staging {
  private static final String OWNER = "_owner=";
  private static final String DEAD = ".dead-";
  private static final Pattern ID = Pattern.compile("\\d{20}-.*");

  private final TablePaths paths;
  private final LakeFileSystem files;

  Staging(TablePaths paths) {
    this.paths = paths;
    this.files = paths.files();
  }

  /** Creates a staging folder for commit {@code seq} and returns its name. */
  String create(long seq, String application) throws IOException {
    String id = "%020d-%s".formatted(seq, UUID.randomUUID());
    create(id, application);
    return id;
  }

  /** Creates the staging folder {@code id}, owned by {@code application}. */
  void create(String id, String application) throws IOException {
    files.touch(ownerFile(id, application));
  }

  /** Whether the folder is the one created for its owner; one that a late task recreated is not. */
  boolean exists(String id, String application) throws IOException {
    return files.exists(ownerFile(id, application));
  }

  private Path ownerFile(String id, String application) {
    return new Path(files.at(paths.staging(id)), OWNER + application);
  }

  void delete(String id) throws IOException {
    files.delete(files.at(paths.staging(id)));
  }

  /**
   * Moves back the folders that a cleaner set aside but a commit names, so that the commit can be
   * published.
   */
  void putBackCommitted(LogState state) throws IOException {
    for (FileStatus folder : files.list(paths.staging())) {
      String name = folder.getPath().getName();
      if (name.startsWith(DEAD) && isCommitted(name.substring(DEAD.length()), state)) {
        putBack(name.substring(DEAD.length()));
      }
    }
  }

  /** Deletes the folder of the newest commit, once that is published. */
  void deletePublished(LogState state) throws IOException {
    for (String id : files.names(paths.staging())) {
      if (isCommitted(id, state)) {
        delete(id);
      }
    }
  }

  /**
   * Deletes the folders whose owner {@code hasEnded} and that no commit names. Each is renamed
   * first, because a folder that has moved can no longer be committed, and deleted only if the log,
   * read again after the rename, does not name it.
   *
   * @param opened the commit by which the cleaner opened the table; folders for a later commit
   *     belong to drivers that opened after it, and are theirs to clean
   */
  void cleanDead(CommitLog log, long opened, Predicate<String> hasEnded) throws IOException {
    for (FileStatus folder : files.list(paths.staging())) {
      String name = folder.getPath().getName();
      boolean aside = name.startsWith(DEAD);
      String id = aside ? name.substring(DEAD.length()) : name;
      if (commitOf(id) <= opened && (aside || isDead(log, folder.getPath(), hasEnded))) {
        clean(log, id, aside);
      }
    }
  }

  /** The number of the commit that the folder {@code id} was created for. */
  private static long commitOf(String id) {
    return ID.matcher(id).matches() ? Long.parseLong(id.substring(0, 20)) : Long.MAX_VALUE;
  }

  /**
   * Whether the folder's owner has ended without committing it. A folder without an owner was
   * recreated by a task that outlived it.
   */
  private boolean isDead(CommitLog log, Path folder, Predicate<String> hasEnded)
      throws IOException {
    return owner(folder).map(hasEnded::test).orElse(true)
        && !isCommitted(folder.getName(), log.read());
  }

  private void clean(CommitLog log, String id, boolean aside) throws IOException {
    if (!aside && !move(home(id), aside(id))) {
      return; // Its owner, or another cleaner, was faster.
    }
    if (isCommitted(id, log.read())) {
      putBack(id); // Its owner committed it after all, or it was set aside too early.
    } else {
      files.delete(aside(id));
    }
  }

  /** Moves a folder back, unless someone else has. */
  private void putBack(String id) throws IOException {
    boolean unused = move(aside(id), home(id));
  }

  /** Returns false when {@code from} does not exist. */
  private boolean move(Path from, Path to) throws IOException {
    try {
      files.rename(from, to);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private Path home(String id) {
    return files.at(paths.staging(id));
  }

  private Path aside(String id) {
    return new Path(paths.staging(), DEAD + id);
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
