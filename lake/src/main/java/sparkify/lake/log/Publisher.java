package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.common.Incident;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Manifest.DataFile;

/**
 * Moves the files of a committed manifest to where readers look. Publishing again changes nothing,
 * so whoever opens the table after a crash can finish it.
 */
final class Publisher {
  private final TablePaths paths;
  private final LakeFileSystem files;
  private final Staging staging;
  private final Set<Path> folders = new HashSet<>();

  Publisher(TablePaths paths) {
    this.paths = paths;
    this.files = paths.files();
    this.staging = new Staging(paths);
  }

  /** Publishes the newest commit, which its driver may not have finished before it died. */
  void finish(LogState state) throws IOException {
    staging.putBackCommitted(state);
    Manifest newest = state.last();
    if (newest != null) {
      publish(newest);
    }
  }

  /**
   * Publishes {@code manifest}: replaced files out first, then the new ones in, so that a bare
   * reader may miss rows for a moment but never sees one twice.
   */
  void publish(Manifest manifest) throws IOException {
    Set<Path> kept = new HashSet<>();
    for (String path : manifest.replaces()) {
      Path to = paths.replaced(manifest.seq(), path);
      if (!move(files.at(path), to, kept) && !files.exists(to)) {
        requirePublished(manifest, path);
      }
    }
    for (DataFile file : (Iterable<DataFile>) manifest.allFiles()::iterator) {
      Path home = files.at(file.path());
      if (!move(files.at(file.staged()), home, folders)
          && !files.exists(home)
          && !wasReplaced(file)) {
        requirePublished(manifest, file.path());
      }
    }
  }

  /**
   * Returns false when {@code from} does not exist.
   *
   * @param existing folders that are known to exist
   */
  private boolean move(Path from, Path to, Set<Path> existing) throws IOException {
    if (existing.add(to.getParent())) {
      files.mkdirs(to.getParent());
    }
    try {
      files.rename(from, to);
      return true;
    } catch (FileNotFoundException e) {
      if (!files.exists(from)) {
        return false;
      }
      files.mkdirs(to.getParent()); // Someone deleted the empty folder.
      files.rename(from, to);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (files.exists(from)) {
        throw new StopForGood(
            Incident.FILE_IN_THE_WAY,
            "Cannot publish " + from + ": " + to + " also exists, and no commit explains it");
      }
      return false;
    }
  }

  private boolean wasReplaced(DataFile file) throws IOException {
    for (FileStatus commit : files.list(paths.replaced())) {
      if (files.exists(new Path(commit.getPath(), file.path()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Only the newest commit can be unpublished. The files of one that has become older were
   * published, and may have been replaced and deleted since.
   */
  private void requirePublished(Manifest manifest, String path) throws IOException {
    boolean isOlder =
        files.exists(paths.commit(manifest.seq() + 1))
            || new Checkpoints(paths).newest() >= manifest.seq();
    if (isOlder) {
      return;
    }
    throw new StopForGood(
        Incident.FILE_MISSING,
        "Cannot publish commit %d of %s: %s is neither staged, nor in place, nor replaced; ./deploy.sh audit --deep lists every missing file"
            .formatted(manifest.seq(), paths.root(), path));
  }
}
