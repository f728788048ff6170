package sparkify.lake.log;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.Incident;
import sparkify.common.config.LogSettings;
import sparkify.lake.log.Manifest.Cut;
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
  private final LogFollower follower;
  private final Committer committer;
  private final Checkpointer checkpointer;
  private final Staging staging;
  private final Publisher publisher;
  private final Driver driver;
  private final Drafts drafts;

  /**
   * What opening a table settles with the broker.
   *
   * @param positions the next offset to land, by partition
   */
  public record Opening(Topic topic, Map<Integer, Long> positions, List<Gap> gaps, List<Cut> cuts) {

    /** An opening that found the broker's log uncut. */
    public Opening(Topic topic, Map<Integer, Long> positions, List<Gap> gaps) {
      this(topic, positions, gaps, List.of());
    }
  }

  /** What a batch covers, and the files it staged. */
  public record Batch(List<Range> ranges, List<StagedFile> files, List<StagedFile> rejects) {}

  /**
   * A file in the batch's staging folder.
   *
   * @param name relative to the staging folder
   * @param folder the folder it belongs in, relative to the lake's folder
   * @param sha256 of its bytes, in hex digits, or null when it was not computed
   */
  public record StagedFile(
      String name,
      String folder,
      long rows,
      long bytes,
      long minTime,
      long maxTime,
      @Nullable String sha256)
      implements Serializable {}

  private CommitSession(CommitLog commits, LogSettings settings, Driver driver) {
    this.commits = commits;
    this.driver = driver;
    this.follower = new LogFollower(commits);
    this.committer = new Committer(commits);
    this.checkpointer = new Checkpointer(commits, settings, driver);
    this.staging = new Staging(commits.paths());
    this.publisher = new Publisher(commits.paths());
    this.drafts = Drafts.of(commits.paths(), driver);
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
      LogSettings settings,
      Driver driver,
      @Nullable String takeOver,
      Function<LogState, Opening> opening)
      throws IOException {
    commits.paths().files().mkdirs(commits.paths().commits());
    CommitSession session = new CommitSession(commits, settings, driver);
    session.open(takeOver, opening);
    session.clean();
    session.checkpointer.advance(session.state().seq());
    return session;
  }

  /** Tries until no other driver commits between a look at the log and the opening. */
  private void open(@Nullable String takeOver, Function<LogState, Opening> opening)
      throws IOException {
    while (true) {
      LogState state = follower.look();
      refuseIfHeld(takeOver);
      publisher.finish(state);
      if (commitOpening(opening, state)) {
        return;
      }
      log.info("Another driver committed to {} first; retrying", commits.paths().root());
    }
  }

  /** Returns false when another driver has committed since {@code state} was read. */
  private boolean commitOpening(Function<LogState, Opening> opening, LogState state)
      throws IOException {
    long seq = state.seq();
    try {
      return commitOpening(opening.apply(state));
    } catch (StopForGood e) {
      if (follower.look().seq() == seq) {
        throw e;
      }
      return false; // It compared the broker with a log that has moved on.
    }
  }

  /** Everything committed so far. */
  public LogState state() {
    return follower.state();
  }

  /** Creates the staging folder of the next batch and returns its name. */
  public String stage() throws IOException {
    return staging.create(state().seq() + 1, driver.application());
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
      Manifest manifest = drafts.batch(state(), batch, stagingId);
      Manifest other = tryCommit(manifest, stagingId);
      if (other == null) {
        publisher.publish(manifest);
        state().apply(manifest);
        staging.delete(stagingId);
        checkpointer.advance(state().seq());
        return manifest;
      }
      continueAfter(other);
    }
  }

  private @Nullable Manifest tryCommit(Manifest manifest, String stagingId) throws IOException {
    try {
      return committer.tryCommit(manifest, stagingId);
    } catch (ArchivedException e) {
      throw fenced(manifest.seq(), holder());
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

  /** The next commit, which is another driver's, or null if there is none. */
  private @Nullable Manifest next() throws IOException {
    long seq = state().seq() + 1;
    Manifest next = commits.manifests().find(seq);
    if (commits.checkpoints().newest() >= seq) {
      throw fenced(seq, holder());
    }
    return next;
  }

  /** The driver that holds the table now: only that one writes checkpoints. */
  private Writer holder() throws IOException {
    return Objects.requireNonNull(commits.read().holder());
  }

  /** Refuses to land {@code partition} from any offset but the one where the log ends. */
  public void requireContiguous(int partition, long from) {
    Long end = state().committed().get(partition);
    if (end == null || end != from) {
      throw new IllegalStateException(
          "Cannot land partition %d from offset %d: the log %s"
              .formatted(
                  partition, from, end == null ? "does not know it" : "ends at offset " + end));
    }
  }

  private void refuseIfHeld(@Nullable String takeOver) {
    Writer holder = state().holder();
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
        Incident.HELD_BY_ANOTHER,
        "Cannot open %s: %s is running and holds the table; stop it, or start with --take-over %s"
            .formatted(commits.paths().root(), holder.application(), holder.application()));
  }

  private boolean commitOpening(Opening opening) throws IOException {
    String id = stage();
    Manifest manifest = drafts.opening(state(), opening);
    boolean committed = false;
    try {
      committed = committer.tryCommit(manifest, id) == null;
    } catch (ArchivedException e) {
      log.info("Cannot open with commit {}: {}", manifest.seq(), e.getMessage());
    }
    staging.delete(id);
    if (committed) {
      state().apply(manifest);
    }
    return committed;
  }

  private void clean() throws IOException {
    staging.cleanDead(
        commits, state().seq(), app -> driver.is(app) || !driver.isRunning().test(app));
  }

  /**
   * Maintenance leaves offsets alone, so a batch may follow it; any other commit fences this
   * driver.
   */
  private void continueAfter(Manifest other) throws IOException {
    if (!other.kind().isMaintenance()) {
      throw fenced(other.seq(), other.writer());
    }
    state().apply(other);
    publisher.finish(state()); // Its writer may have died before.
  }

  private FencedException fenced(long seq, Writer holder) {
    return new FencedException(
        "Cannot commit %d to %s: fenced by %s (attempt %d), which now holds the table"
            .formatted(seq, commits.paths().root(), holder.application(), holder.attempt()),
        holder);
  }
}
