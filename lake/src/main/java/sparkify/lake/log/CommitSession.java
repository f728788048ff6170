package sparkify.lake.log;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;

/**
 * One driver's hold on a table, from the {@code OPEN} it commits until another driver fences it.
 *
 * <p>A commit is published before the next one begins, so only the newest can be unpublished.
 */
public final class CommitSession {
  private static final Logger log = LoggerFactory.getLogger(CommitSession.class);

  private final CommitLog commits;
  private final Staging staging;
  private final Publisher publisher;
  private final Driver driver;
  private final Drafts drafts;
  private final LogState state;

  /**
   * What opening a table settles with the broker.
   *
   * @param positions the next offset to land, by partition
   */
  public record Opening(Topic topic, Map<Integer, Long> positions, List<Gap> gaps) {}

  /** What a batch covers, and the files it staged. */
  public record Batch(List<Range> ranges, List<StagedFile> files, List<StagedFile> rejects) {}

  /**
   * A file in the batch's staging folder.
   *
   * @param name relative to the staging folder
   * @param folder the folder it belongs in, relative to the lake's folder
   */
  public record StagedFile(
      String name, String folder, long rows, long bytes, long minTime, long maxTime)
      implements Serializable {}

  private CommitSession(CommitLog commits, Driver driver) throws IOException {
    this.commits = commits;
    this.driver = driver;
    this.staging = new Staging(commits.paths());
    this.publisher = new Publisher(commits.paths());
    this.drafts = Drafts.of(commits.paths(), driver);
    this.state = commits.read();
  }

  /**
   * Opens the table for {@code driver}, which then holds it.
   *
   * @param takeOver the running application to take the table over from, or null
   * @param opening settles where to resume, given the log so far; may refuse by throwing
   * @throws StopForGood when another running application holds the table
   */
  public static CommitSession open(
      CommitLog commits,
      Driver driver,
      @Nullable String takeOver,
      Function<LogState, Opening> opening)
      throws IOException {
    commits.paths().files().mkdirs(commits.paths().commits());
    while (true) {
      CommitSession session = new CommitSession(commits, driver);
      session.refuseIfHeld(takeOver);
      session.publisher.finish(session.state);
      if (session.commitOpening(opening.apply(session.state))) {
        session.clean();
        return session;
      }
      log.info("Another driver opened {} first; retrying", commits.paths().root());
    }
  }

  /** Everything committed so far. */
  public LogState state() {
    return state;
  }

  /** Creates the staging folder of the next batch and returns its name. */
  public String stage() throws IOException {
    return staging.create(state.seq() + 1, driver.application());
  }

  /** The path of the staging folder {@code id}, relative to the lake's folder. */
  public String staging(String id) {
    return commits.paths().staging(id);
  }

  /**
   * Commits a batch and publishes its files.
   *
   * @param stagingId as returned by {@link #stage()}
   * @return the manifest as committed
   * @throws FencedException when another driver has taken over the table
   */
  public Manifest commit(String stagingId, Batch batch) throws IOException {
    while (true) {
      batch.ranges().forEach(range -> requireContiguous(range.partition(), range.from()));
      Manifest manifest = drafts.batch(state, batch, stagingId);
      Manifest other = commits.tryCommit(manifest, stagingId);
      if (other == null) {
        publisher.publish(manifest);
        state.apply(manifest);
        staging.delete(stagingId);
        return manifest;
      }
      continueAfter(other);
    }
  }

  /**
   * Checks that no other driver has taken over the table, which a driver with nothing to commit
   * would not notice otherwise. Applies maintenance committed by others.
   *
   * @throws FencedException when another driver has taken over the table
   */
  public void requireHeld() throws IOException {
    for (Manifest other = next(); other != null; other = next()) {
      continueAfter(other);
    }
  }

  private @Nullable Manifest next() throws IOException {
    return commits.manifest(state.seq() + 1);
  }

  /** Refuses to land {@code partition} from any offset but the one where the log ends. */
  public void requireContiguous(int partition, long from) {
    Long end = state.committed().get(partition);
    if (end == null || end != from) {
      throw new IllegalStateException(
          "Cannot land partition %d from offset %d: the log %s"
              .formatted(
                  partition, from, end == null ? "does not know it" : "ends at offset " + end));
    }
  }

  private void refuseIfHeld(@Nullable String takeOver) {
    Writer holder = state.holder();
    if (holder != null && driver.precedes(holder)) {
      throw new FencedException(
          "Cannot open %s: this is attempt %d of %s, and attempt %d holds the table"
              .formatted(
                  commits.paths().root(), driver.attempt(), driver.application(), holder.attempt()),
          holder);
    }
    if (holder == null
        || driver.is(holder.application())
        || holder.application().equals(takeOver)
        || !driver.isRunning().test(holder.application())) {
      return;
    }
    throw new StopForGood(
        "Cannot open %s: %s is running and holds the table; stop it, or start with --take-over %s"
            .formatted(commits.paths().root(), holder.application(), holder.application()));
  }

  private boolean commitOpening(Opening opening) throws IOException {
    String id = stage();
    Manifest manifest = drafts.opening(state, opening);
    boolean committed = commits.tryCommit(manifest, id) == null;
    staging.delete(id);
    if (committed) {
      state.apply(manifest);
    }
    return committed;
  }

  private void clean() throws IOException {
    staging.cleanDead(commits, state.seq(), app -> driver.is(app) || !driver.isRunning().test(app));
  }

  /**
   * Maintenance leaves offsets alone, so a batch may follow it; any other commit fences this
   * driver.
   */
  private void continueAfter(Manifest other) throws IOException {
    if (!other.kind().isMaintenance()) {
      throw new FencedException(
          "Cannot commit %d to %s: fenced by %s (attempt %d), which now holds the table"
              .formatted(
                  other.seq(),
                  commits.paths().root(),
                  other.writer().application(),
                  other.writer().attempt()),
          other.writer());
    }
    publisher.publish(other);
    state.apply(other);
  }
}
