package sparkify.lake.log;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.DataFile;

/**
 * Writes a table that is computed rather than landed: each commit of its log replaces one part of
 * it as a whole.
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
    sync(id, written);
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

  /** Whatever wrote the files has closed them, which is not enough to have them on disk. */
  private void sync(String id, List<StagedFile> written) throws IOException {
    Path folder = commits.paths().files().at(commits.paths().staging(id));
    for (StagedFile file : written) {
      commits.paths().files().sync(new Path(folder, file.name()));
    }
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
