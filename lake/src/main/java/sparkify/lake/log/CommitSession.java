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
 * One driver's hold on a table: from the {@code OPEN} it commits to the commit of another driver
 * that it collides with.
 *
 * <p>A commit is published before the next one is made, so only the newest can be unpublished.
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
   * What an opening settles with the broker.
   *
   * @param positions the offset each partition goes on from
   */
  public record Opening(Topic topic, Map<Integer, Long> positions, List<Gap> gaps) {}

  /** What a batch did, but for where its files go. */
  public record Batch(List<Range> ranges, List<StagedFile> files, List<StagedFile> rejects) {}

  /**
   * A file in the batch's staging folder.
   *
   * @param name relative to the staging folder
   * @param folder it belongs in, relative to the lake's folder
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
   * Takes the table for {@code driver}.
   *
   * @param takeOver the application to take it from although it runs, or null
   * @param opening what the log so far means for the broker's topic; may refuse by throwing
   * @throws StopForGood when another application that runs has the table
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
      log.info("Another driver opened {} first: looking again", commits.paths().root());
    }
  }

  /** Everything committed so far. */
  public LogState state() {
    return state;
  }

  /**
   * Makes the staging folder of the next batch.
   *
   * @return its name
   */
  public String stage() throws IOException {
    return staging.create(state.seq() + 1, driver.application());
  }

  /** Where the staging folder {@code id} lies, relative to the lake's folder. */
  public String staging(String id) {
    return commits.paths().staging(id);
  }

  /**
   * Commits a batch and publishes its files.
   *
   * @param stagingId as {@link #stage()} gave it
   * @return the manifest as committed
   * @throws FencedException when another driver has the table
   */
  public Manifest commit(String stagingId, Batch batch) throws IOException {
    while (true) {
      batch.ranges().forEach(range -> requireSuccession(range.partition(), range.from()));
      Manifest manifest = drafts.batch(state, batch, stagingId);
      Manifest other = commits.tryCommit(manifest, stagingId);
      if (other == null) {
        publisher.publish(manifest);
        state.apply(manifest);
        staging.delete(stagingId);
        return manifest;
      }
      goOnAfter(other);
    }
  }

  /**
   * Looks whether another driver has taken the table, which a driver with nothing to commit would
   * otherwise never notice. Maintenance done by others is taken in.
   *
   * @throws FencedException when another driver has the table
   */
  public void requireHold() throws IOException {
    for (Manifest other = next(); other != null; other = next()) {
      goOnAfter(other);
    }
  }

  private @Nullable Manifest next() throws IOException {
    return commits.manifest(state.seq() + 1);
  }

  /** Refuses to land {@code partition} from any offset but the one where the log ends. */
  public void requireSuccession(int partition, long from) {
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
          "Cannot open %s: this is attempt %d of %s, attempt %d has it"
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
        "Cannot open %s: %s has it open and runs; stop that one, or start with --take-over %s"
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

  /** Maintenance leaves offsets alone, so a batch follows it; anything else is another driver. */
  private void goOnAfter(Manifest other) throws IOException {
    if (!other.kind().isMaintenance()) {
      throw new FencedException(
          "Cannot commit %d to %s: %s (attempt %d) has the table now"
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
