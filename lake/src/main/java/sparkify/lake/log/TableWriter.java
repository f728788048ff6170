package sparkify.lake.log;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.LogSettings;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.Change;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Source;

/**
 * Writes a table other than by landing: each commit of its log replaces one part of it as a whole.
 *
 * <p>Several writers may run at once; one whose commit number is taken looks again at what it
 * replaces and tries the next number.
 */
public final class TableWriter {
  private final CommitLog commits;
  private final Driver driver;
  private final Drafts drafts;
  private final Committer committer;
  private final Checkpointer checkpointer;
  private final Staging staging;
  private final Publisher publisher;
  private final ReplacedFiles replaced;
  private final LogSettings settings;

  /** Writes the files of a commit. */
  public interface Writing {
    /**
     * Writes into a folder that is used for this commit alone.
     *
     * @param folder relative to the lake's folder
     * @return the finished files, which are on disk
     */
    List<StagedFile> write(String folder) throws IOException;
  }

  /**
   * What takes the place of files.
   *
   * @param changes what the log counts otherwise from now on
   */
  public record Rewritten(List<StagedFile> rows, List<StagedFile> rejects, List<Change> changes) {}

  /** Writes what takes the place of files. */
  public interface Rewriting {
    /**
     * Writes into a folder that is used for this commit alone.
     *
     * @param folder relative to the lake's folder
     */
    Rewritten write(String folder) throws IOException;
  }

  public TableWriter(CommitLog commits, LogSettings settings, Driver driver) {
    this.commits = commits;
    this.driver = driver;
    this.drafts = Drafts.of(commits.paths(), driver);
    this.committer = new Committer(commits);
    this.checkpointer = new Checkpointer(commits, settings, driver);
    this.staging = new Staging(commits.paths());
    this.publisher = new Publisher(commits.paths());
    this.replaced = new ReplacedFiles(commits);
    this.settings = settings;
  }

  /**
   * Replaces all files in {@code folders} with what {@code writing} writes; snapshots hold either
   * the old files or the new ones.
   *
   * @param folders of the table, relative to the lake's folder
   * @param source what the rows are computed from
   */
  public Manifest replace(Collection<String> folders, @Nullable Source source, Writing writing)
      throws IOException {
    commits.paths().files().mkdirs(commits.paths().commits());
    LiveTable table = published();
    cleanAfter(table);
    String id = staging.create(table.state().seq() + 1, driver.application());
    List<StagedFile> written = writing.write(commits.paths().staging(id));
    while (true) {
      Manifest manifest =
          drafts.replacement(
              Kind.REPLACE,
              table.state(),
              new Rewritten(written, List.of(), List.of()),
              id,
              inside(folders, table),
              source);
      if (commit(manifest, id)) {
        staging.delete(id);
        checkpointer.advance(manifest.seq());
        replaced.deleteBefore(driver.clock().instant().minus(settings.keepReplaced()));
        return manifest;
      }
      table = published();
    }
  }

  /** Likewise, of one folder and with no source to name. */
  public Manifest replace(String folder, Writing writing) throws IOException {
    return replace(List.of(folder), null, writing);
  }

  /**
   * Finishes what dead writers have begun: publishes the newest commit, and deletes what was staged
   * for it and for others.
   */
  public void finish() throws IOException {
    LiveTable table = published();
    staging.deletePublished(table.state());
    cleanAfter(table);
  }

  /**
   * Replaces {@code old} by the files that {@code writing} writes, in one COMPACT commit; empty,
   * and nothing changed, when one of {@code old} is no longer live.
   */
  public Optional<Manifest> compact(List<String> old, Writing writing) throws IOException {
    return rewrite(
        Kind.COMPACT, old, folder -> new Rewritten(writing.write(folder), List.of(), List.of()));
  }

  /**
   * Likewise in one REDRIVE commit: files of rejects by files of rows, and of rejects that are
   * left.
   */
  public Optional<Manifest> redrive(List<String> old, Rewriting writing) throws IOException {
    return rewrite(Kind.REDRIVE, old, writing);
  }

  /** Writes no checkpoint: the driver that lands in the table would take itself for fenced. */
  private Optional<Manifest> rewrite(Kind kind, List<String> old, Rewriting writing)
      throws IOException {
    LiveTable table = published();
    if (!table.areLive(old)) {
      return Optional.empty();
    }
    cleanAfter(table);
    String id = staging.create(table.state().seq() + 1, driver.application());
    Rewritten written = writing.write(commits.paths().staging(id));
    while (table.areLive(old)) {
      Manifest manifest = drafts.replacement(kind, table.state(), written, id, old, null);
      if (commit(manifest, id)) {
        staging.delete(id);
        return Optional.of(manifest);
      }
      table = published();
    }
    staging.delete(id);
    return Optional.empty();
  }

  /** Commits and publishes; returns false when another writer took the number. */
  private boolean commit(Manifest manifest, String id) throws IOException {
    try {
      if (committer.tryCommit(manifest, id) != null) {
        return false;
      }
      publisher.publish(manifest);
      return true;
    } catch (ArchivedException e) {
      return committer.isArchived(manifest); // Then another writer has published it.
    }
  }

  private void cleanAfter(LiveTable table) throws IOException {
    staging.cleanDead(commits, table.state().seq() + 1, app -> !driver.isRunning().test(app));
  }

  private LiveTable published() throws IOException {
    LiveTable table = commits.readTable();
    publisher.finish(table.state());
    return table;
  }

  private static List<String> inside(Collection<String> folders, LiveTable table) {
    return table.files().stream()
        .map(DataFile::path)
        .filter(path -> folders.contains(LiveTable.folderOf(path)))
        .toList();
  }
}
