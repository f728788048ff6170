package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.lake.fs.LakeFileSystem;

/**
 * Reads the commit log of one table.
 *
 * <p>The log is a sequence of manifests. Those that a checkpoint covers are in archives, the newer
 * ones are files of their own. Readers begin at the newest checkpoint, and ignore files at or below
 * it: such a file is the void commit of a driver that slept while its number was archived.
 */
public final class CommitLog {
  private static final Logger log = LoggerFactory.getLogger(CommitLog.class);

  private final TablePaths paths;
  private final Manifests manifests;
  private final Archives archives;
  private final Checkpoints checkpoints;
  private final Replay replay;

  public CommitLog(TablePaths paths) {
    this.paths = paths;
    this.manifests = new Manifests(paths);
    this.archives = new Archives(paths);
    this.checkpoints = new Checkpoints(paths);
    this.replay = new Replay(paths, manifests, archives, checkpoints);
  }

  public TablePaths paths() {
    return paths;
  }

  /**
   * Reads the state of the table: the newest checkpoint and the commits after it.
   *
   * @throws OperatorError when a file of the log is damaged or missing and nothing can stand in
   */
  public LogState read() throws IOException {
    return read(Long.MAX_VALUE, LogState::new, LogState::new, LogState::apply);
  }

  /** Reads the table with all its live files; takes time and memory in proportion to these. */
  public LiveTable readTable() throws IOException {
    return readTableUpTo(Long.MAX_VALUE);
  }

  /**
   * Reads the table with the files that were live after commit {@code seq}.
   *
   * @throws OperatorError when there is no such commit
   */
  public LiveTable readTable(long seq) throws IOException {
    LiveTable table = readTableUpTo(seq);
    if (table.state().seq() != seq) {
      throw new OperatorError(
          "Cannot read commit %d of %s: the log ends at %d"
              .formatted(seq, paths.root(), table.state().seq()));
    }
    return table;
  }

  LiveTable readTableUpTo(long seq) throws IOException {
    return read(seq, checkpoints::table, () -> new LiveTable(new LogState()), LiveTable::apply);
  }

  /** Reads when the rows of each folder changed last, without the lists of its files. */
  public FolderChanges folderChanges() throws IOException {
    return folderChangesUpTo(Long.MAX_VALUE);
  }

  /** Likewise, as of commit {@code seq}. */
  public FolderChanges folderChangesUpTo(long seq) throws IOException {
    return read(seq, FolderChanges::new, FolderChanges::new, FolderChanges::apply);
  }

  /**
   * Reads the table without the lists of its files; these are read folder by folder when needed.
   */
  LiveFolders readFolders() throws IOException {
    return read(
        Long.MAX_VALUE,
        checkpoint -> new LiveFolders(this, checkpoint),
        () -> new LiveFolders(this, Checkpoint.EMPTY),
        LiveFolders::apply);
  }

  /** Whether the table has no commits; takes the same time however many there are. */
  public boolean isEmpty() throws IOException {
    return checkpoints.newest() == 0 && manifests.after(0).isEmpty() && archives.list().isEmpty();
  }

  /** Passes every commit of the table to {@code visitor}, in order, however many there are. */
  public void history(Visitor visitor) throws IOException {
    replay.commits(0, Long.MAX_VALUE, visitor);
  }

  /** Passes the commits {@code seqs}, which exist, to {@code visitor}, in order. */
  public void history(Collection<Long> seqs, Visitor visitor) throws IOException {
    TreeSet<Long> left = new TreeSet<>(seqs);
    Visitor wanted =
        manifest -> {
          if (left.remove(manifest.seq())) {
            visitor.visit(manifest);
          }
        };
    for (Archives.Archive archive : archives.list()) {
      if (!left.isEmpty() && archive.holds(left.first())) {
        archives.replay(List.of(archive), left.first() - 1, archive.last(), wanted);
      }
    }
    if (!left.isEmpty()) {
      replay.commits(left.first() - 1, left.last(), wanted);
    }
    if (!left.isEmpty()) {
      throw replay.missing(left.first());
    }
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

  /**
   * Whether files are staged: a writer is at work, or has died before its commit was published or
   * its files deleted.
   */
  public boolean hasStaged() throws IOException {
    return !paths.files().names(paths.staging()).isEmpty();
  }

  Manifests manifests() {
    return manifests;
  }

  Archives archives() {
    return archives;
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  Replay replay() {
    return replay;
  }

  /** Makes what is read from a checkpoint. */
  private interface Loader<T> {
    T load(Checkpoint checkpoint) throws IOException;
  }

  /** Applies a commit to what is read. */
  private interface Step<T> {
    void apply(T to, Manifest manifest);
  }

  /** What a reading begins with, and why it does not begin with the newest checkpoint. */
  private record Start<T>(T at, long seq, @Nullable Exception damage) {}

  private <T> T read(long upTo, Loader<T> loader, Supplier<T> empty, Step<T> step)
      throws IOException {
    Start<T> start = start(upTo, loader, empty);
    try {
      replay.commits(start.seq(), upTo, manifest -> step.apply(start.at(), manifest));
      return start.at();
    } catch (OperatorError e) {
      if (start.damage() == null) {
        throw e;
      }
      throw new OperatorError(
          start.damage().getMessage() + "; it cannot be rebuilt either: " + e.getMessage(), e);
    }
  }

  /** Begins at the newest checkpoint up to {@code upTo} that can be read. */
  private <T> Start<T> start(long upTo, Loader<T> loader, Supplier<T> empty) throws IOException {
    Exception damage = null;
    List<Long> all = checkpoints.all();
    for (int i = all.size() - 1; i >= 0; i--) {
      long seq = all.get(i);
      if (seq <= upTo) {
        try {
          return new Start<>(loader.load(checkpoints.read(seq)), seq, damage);
        } catch (FileNotFoundException | OperatorError e) {
          log.warn("{}; reading the log from the checkpoint before it", e.getMessage());
          damage = damage == null ? e : damage;
        }
      }
    }
    return new Start<>(empty.get(), 0, damage);
  }
}
