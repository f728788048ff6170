package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.ParallelTasks;
import sparkify.lake.fs.LakeFileSystem;

/**
 * Reads and extends the commit log of one table.
 *
 * <p>A commit is the rename of a finished file into the log's folder under the next number; the
 * file system lets exactly one writer take that number.
 */
public final class CommitLog {
  private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");
  private static final int READERS = 8;
  private static final int TRIES = 3;

  private final TablePaths paths;

  public CommitLog(TablePaths paths) {
    this.paths = paths;
  }

  public TablePaths paths() {
    return paths;
  }

  /**
   * Reads the whole log.
   *
   * @throws OperatorError when a manifest is damaged or missing
   */
  public LogState read() throws IOException {
    return readUpTo(Long.MAX_VALUE);
  }

  /** Reads the whole log and passes each manifest to {@code visitor}, in order. */
  public LogState read(Consumer<Manifest> visitor) throws IOException {
    return readUpTo(Long.MAX_VALUE, visitor);
  }

  /** Reads the log up to commit {@code seq}, which must exist unless it is Long.MAX_VALUE. */
  public LogState readUpTo(long seq) throws IOException {
    return readUpTo(seq, manifest -> {});
  }

  private LogState readUpTo(long seq, Consumer<Manifest> visitor) throws IOException {
    List<Path> manifests =
        paths.files().list(paths.commits()).stream()
            .map(FileStatus::getPath)
            .filter(p -> NAME.matcher(p.getName()).matches())
            .filter(p -> Long.parseLong(p.getName().substring(0, 20)) <= seq)
            .toList();
    LogState state = new LogState();
    for (Manifest manifest : readAll(manifests)) {
      state.apply(manifest);
      visitor.accept(manifest);
    }
    if (seq != Long.MAX_VALUE && state.seq() != seq) {
      throw new OperatorError(
          "Cannot read commit %d of %s: the log ends at %d"
              .formatted(seq, paths.root(), state.seq()));
    }
    return state;
  }

  /**
   * Whether the files of {@code newest}, the newest commit, are in place and the files it replaces
   * are gone. A driver that dies between commit and publish leaves them unmoved; the next one to
   * open the table moves them.
   */
  public boolean isPublished(Manifest newest) throws IOException {
    LakeFileSystem files = paths.files();
    for (Manifest.DataFile file : newest.allFiles().toList()) {
      if (files.exists(files.at(file.staged()))) {
        return false;
      }
    }
    for (String replaced : newest.replaces()) {
      if (files.exists(files.at(replaced))) {
        return false;
      }
    }
    return true;
  }

  /** The manifest of commit {@code seq}, or null if there is none yet. */
  @Nullable Manifest manifest(long seq) throws IOException {
    try {
      return parse(paths.commit(seq));
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  /**
   * Commits {@code manifest}, whose files are in the staging folder {@code stagingId}.
   *
   * @return null once committed, or else the manifest that another writer committed under its
   *     number
   * @throws IOException when the rename failed repeatedly and no file is there
   */
  @Nullable Manifest tryCommit(Manifest manifest, String stagingId) throws IOException {
    Path temporary =
        new Path(
            paths.files().at(paths.staging(stagingId)), "manifest-" + manifest.seq() + ".json");
    paths.files().writeDurably(temporary, ManifestFile.write(manifest));
    if (!new Staging(paths).exists(stagingId, manifest.writer().application())) {
      return committedInstead(manifest, stagingId);
    }
    IOException failure = new IOException("not tried");
    for (int i = 0; i < TRIES; i++) {
      try {
        paths.files().rename(temporary, paths.commit(manifest.seq()));
        return null;
      } catch (IOException e) {
        // Refused or unclear: the manifest under this number, if any, decides.
        failure = e;
      }
      Manifest found = manifest(manifest.seq());
      if (found != null) {
        return found.uuid().equals(manifest.uuid()) ? null : found;
      }
    }
    throw new IOException(
        "Cannot commit %s: the rename failed and no file is there: %s"
            .formatted(paths.commit(manifest.seq()), failure.getMessage()),
        failure);
  }

  /** The driver that cleaned the staging folder up has usually committed under the number. */
  private Manifest committedInstead(Manifest manifest, String stagingId) throws IOException {
    Manifest found = manifest(manifest.seq());
    if (found == null) {
      throw new IOException(
          "Cannot commit %s: another driver cleaned up the staging folder %s"
              .formatted(paths.commit(manifest.seq()), stagingId));
    }
    return found;
  }

  private List<Manifest> readAll(List<Path> manifests) throws IOException {
    List<Callable<Manifest>> reads = new ArrayList<>(manifests.size());
    manifests.forEach(path -> reads.add(() -> readListed(path)));
    return new ParallelTasks("read the commit log " + paths.commits(), READERS).run(reads);
  }

  /** Reads a manifest that was listed; unlike for {@link #manifest}, its absence is a failure. */
  private Manifest readListed(Path path) throws IOException {
    try {
      return parse(path);
    } catch (IOException e) {
      throw new IOException("Failed to read manifest " + path + ": " + e.getMessage(), e);
    }
  }

  private Manifest parse(Path path) throws IOException {
    byte[] bytes = paths.files().read(path);
    try {
      Manifest manifest = ManifestFile.read(bytes);
      if (!paths.commit(manifest.seq()).getName().equals(path.getName())) {
        throw new IOException("it holds commit " + manifest.seq());
      }
      return manifest;
    } catch (IOException e) {
      throw new OperatorError("Cannot read manifest " + path + ": " + e.getMessage(), e);
    }
  }
}
