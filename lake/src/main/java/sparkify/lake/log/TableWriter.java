package sparkify.lake.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.DataFile;

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
  private final Staging staging;
  private final Publisher publisher;

  /** Writes the files of a commit. */
  public interface Writing {
    /**
     * Writes into a folder that is used for this commit alone.
     *
     * @param folder relative to the lake's folder
     * @return the finished files
     */
    List<StagedFile> write(String folder) throws IOException;
  }

  public TableWriter(CommitLog commits, Driver driver) {
    this.commits = commits;
    this.driver = driver;
    this.drafts = Drafts.of(commits.paths(), driver);
    this.staging = new Staging(commits.paths());
    this.publisher = new Publisher(commits.paths());
  }

  /**
   * Replaces all files in {@code folder} with what {@code writing} writes; snapshots hold either
   * the old files or the new ones.
   *
   * @param folder of the table, relative to the lake's folder
   */
  public Manifest replace(String folder, Writing writing) throws IOException {
    commits.paths().files().mkdirs(commits.paths().commits());
    LogState state = published();
    staging.cleanDead(commits, state.seq() + 1, app -> !driver.isRunning().test(app));
    String id = staging.create(state.seq() + 1, driver.application());
    List<StagedFile> written = writing.write(commits.paths().staging(id));
    while (true) {
      Manifest manifest = drafts.replacement(state, written, id, inside(folder, state));
      if (commits.tryCommit(manifest, id) == null) {
        publisher.publish(manifest);
        staging.delete(id);
        return manifest;
      }
      state = published();
    }
  }

  /** Publishes the newest commit, in case its driver died before that. */
  public void finish() throws IOException {
    published();
  }

  /**
   * Replaces {@code old} by the files that {@code writing} writes, in one COMPACT commit; empty,
   * and nothing changed, when one of {@code old} is no longer live.
   */
  public Optional<Manifest> compact(List<String> old, Writing writing) throws IOException {
    LogState state = published();
    if (!state.areLive(old)) {
      return Optional.empty();
    }
    staging.cleanDead(commits, state.seq() + 1, app -> !driver.isRunning().test(app));
    String id = staging.create(state.seq() + 1, driver.application());
    List<StagedFile> written = writing.write(commits.paths().staging(id));
    while (state.areLive(old)) {
      Manifest manifest = drafts.compaction(state, written, id, old);
      if (commits.tryCommit(manifest, id) == null) {
        publisher.publish(manifest);
        staging.delete(id);
        return Optional.of(manifest);
      }
      state = published();
    }
    staging.delete(id);
    return Optional.empty();
  }

  private LogState published() throws IOException {
    LogState state = commits.read();
    publisher.finish(state);
    return state;
  }

  private static List<String> inside(String folder, LogState state) {
    return state.files().stream()
        .map(DataFile::path)
        .filter(path -> path.startsWith(folder + "/"))
        .toList();
  }
}
