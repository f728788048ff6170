package sparkify.lake.log;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Extends the commit log of one table.
 *
 * <p>A commit is the rename of a finished file into the log's folder under the next number; the
 * file system lets exactly one writer take that number. Once a number is archived its name is free
 * again, so a commit also counts only if no checkpoint covers its number right after the rename.
 */
final class Committer {
  private static final int TRIES = 3;

  private final TablePaths paths;
  private final CommitLog log;
  private final Staging staging;

  Committer(CommitLog log) {
    this.paths = log.paths();
    this.log = log;
    this.staging = new Staging(paths);
  }

  /**
   * Commits {@code manifest}, whose files are in the staging folder {@code stagingId}.
   *
   * @return null once committed, or else the manifest that another writer committed under its
   *     number
   * @throws ArchivedException when a checkpoint covers the number
   * @throws IOException when the rename failed repeatedly and no file is there
   */
  @Nullable Manifest tryCommit(Manifest manifest, String stagingId)
      throws IOException, ArchivedException {
    Path temporary =
        new Path(
            paths.files().at(paths.staging(stagingId)), "manifest-" + manifest.seq() + ".json");
    paths.files().writeDurably(temporary, LogFile.MANIFEST.write(manifest));
    if (!staging.exists(stagingId, manifest.writer().application())) {
      return committedInstead(manifest, stagingId);
    }
    IOException failure = new IOException("not tried");
    for (int i = 0; i < TRIES; i++) {
      try {
        paths.files().rename(temporary, paths.commit(manifest.seq()));
        requireNotArchived(manifest);
        return null;
      } catch (IOException e) {
        // Refused or unclear: the manifest under this number, if any, decides.
        failure = e;
      }
      Manifest found = log.manifests().find(manifest.seq());
      requireNotArchived(manifest);
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
  private Manifest committedInstead(Manifest manifest, String stagingId)
      throws IOException, ArchivedException {
    Manifest found = log.manifests().find(manifest.seq());
    requireNotArchived(manifest);
    if (found == null) {
      throw new IOException(
          "Cannot commit %s: another driver cleaned up the staging folder %s"
              .formatted(paths.commit(manifest.seq()), stagingId));
    }
    return found;
  }

  /**
   * A manifest is deleted only once a checkpoint covers it, so whoever finds a name free because of
   * that also finds the checkpoint, if it looks after its rename.
   */
  private void requireNotArchived(Manifest manifest) throws IOException, ArchivedException {
    if (log.checkpoints().newest() >= manifest.seq()) {
      throw new ArchivedException(manifest.seq());
    }
  }

  /** Whether {@code manifest} was committed before its number was archived. */
  boolean isArchived(Manifest manifest) throws IOException {
    boolean[] archived = new boolean[1];
    log.archives()
        .replay(
            manifest.seq() - 1,
            manifest.seq(),
            found -> archived[0] = found.uuid().equals(manifest.uuid()));
    return archived[0];
  }
}
