package sparkify.lake.snapshot;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;

/**
 * Finds the files of a table: in place, still staged, or set aside by a commit that replaced them.
 *
 * <p>Files may move during a search, but in one direction only: staged, in place, replaced.
 * Thread-safe while nothing is listed.
 */
public final class FilePlaces {
  private final TablePaths paths;
  private final LakeFileSystem files;
  private final Map<Path, FileStatus> listed = new HashMap<>();

  /** Replaced files by their path in the log; listed when first needed. */
  private Map<String, FileStatus> replaced = Map.of();

  private FilePlaces(TablePaths paths) {
    this.paths = paths;
    this.files = paths.files();
  }

  /** Looks up each file on demand: best for a few. */
  public static FilePlaces onDemand(TablePaths paths) {
    return new FilePlaces(paths);
  }

  /**
   * Lists the table up front: best for all its files. If the log is read afterwards, it explains
   * every file of the listing.
   */
  public static FilePlaces listing(TablePaths paths) throws IOException {
    FilePlaces places = new FilePlaces(paths);
    Collection<FileStatus> unused = places.list(paths.table());
    return places;
  }

  /**
   * Lists a folder and returns what a bare reader of it sees. Forgets what was listed before, so
   * that a large table can be listed folder by folder.
   *
   * @param folder relative to the lake's folder
   */
  public Collection<FileStatus> list(String folder) throws IOException {
    listed.clear();
    for (FileStatus file : files.visibleFiles(files.at(folder))) {
      listed.put(file.getPath(), file);
    }
    return Collections.unmodifiableCollection(listed.values());
  }

  /** Where {@code file} is, or empty when it is missing. */
  public Optional<FileStatus> find(DataFile file) throws IOException {
    FileStatus seen = listed.get(files.at(file.path()));
    return seen != null ? Optional.of(seen) : findAgain(file);
  }

  /** Where {@code file} is now, regardless of the listing; thread-safe even during one. */
  public Optional<FileStatus> findAgain(DataFile file) throws IOException {
    Path home = files.at(file.path());
    Optional<FileStatus> found = status(home);
    if (found.isEmpty()) {
      found = status(files.at(file.staged()));
    }
    if (found.isEmpty()) {
      found = findReplaced(file.path());
    }
    // It may have been published between the first look and the second.
    return found.isPresent() ? found : status(home);
  }

  /** Reads a file where it is. */
  public interface Reading<T> {
    T read(FileStatus at) throws IOException;
  }

  /**
   * Reads {@code file}: at its next place if it has moved before it was opened; once open, it may
   * move.
   *
   * @throws FileNotFoundException when it is missing
   */
  public <T> T read(DataFile file, Reading<T> reading) throws IOException {
    FileStatus at = require(file);
    while (true) {
      try {
        return reading.read(at);
      } catch (FileNotFoundException e) {
        FileStatus now = require(file);
        if (now.getPath().equals(at.getPath())) {
          throw e;
        }
        at = now;
      }
    }
  }

  private FileStatus require(DataFile file) throws IOException {
    return findAgain(file)
        .orElseThrow(
            () ->
                new FileNotFoundException(
                    "%s is neither in place, nor staged, nor replaced; ./deploy.sh audit --deep lists every missing file"
                        .formatted(files.at(file.path()))));
  }

  private synchronized Optional<FileStatus> findReplaced(String path) throws IOException {
    if (!replaced.containsKey(path)) {
      replaced = listReplaced();
    }
    return Optional.ofNullable(replaced.get(path));
  }

  private Map<String, FileStatus> listReplaced() throws IOException {
    Map<String, FileStatus> found = new HashMap<>();
    for (FileStatus commit : files.list(paths.replaced())) {
      String prefix = commit.getPath() + "/";
      for (FileStatus file : files.visibleFiles(commit.getPath())) {
        found.put(file.getPath().toString().substring(prefix.length()), file);
      }
    }
    return found;
  }

  private Optional<FileStatus> status(Path path) throws IOException {
    try {
      return Optional.of(files.fileSystem().getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
