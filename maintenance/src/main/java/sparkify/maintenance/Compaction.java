package sparkify.maintenance;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sparkify.common.TooLittleData;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.ReplacedFiles;
import sparkify.lake.log.TablePaths;

/** What there is to compact in a feed's table, from its commit log alone. */
public final class Compaction {
  /** What is said when nothing is merged. */
  static final String NOTHING = "Nothing to do: no date has enough small files";

  private final Settings settings;
  private final CommitLog commits;
  private final CompactionPlan plan;

  private Compaction(Settings settings, CommitLog commits) {
    this.settings = settings;
    this.commits = commits;
    this.plan = new CompactionPlan(settings.compaction());
  }

  /** The compaction of the feed of {@code settings}, in their lake. */
  public static Compaction of(Settings settings, LakeFileSystem lake) {
    TablePaths paths = new TablePaths(lake, Feed.of(settings).table());
    return new Compaction(settings, new CommitLog(paths));
  }

  /**
   * Why a run would do nothing, in one line; empty if it would merge files, publish what a dead
   * driver has committed, or delete replaced files.
   *
   * @throws TooLittleData when there is no table
   */
  public Optional<String> nothingToDo(CompactRequest request, Instant now) throws IOException {
    requireTable();
    LiveTable table = commits.readTable();
    Manifest newest = table.state().last();
    boolean isNeeded =
        !worthwhile(LiveFiles.byDate(table), request).isEmpty()
            || (newest != null && !commits.isPublished(newest))
            || new ReplacedFiles(commits).isAnyBefore(keptFrom(now));
    return isNeeded ? Optional.empty() : Optional.of(NOTHING);
  }

  /**
   * What a run would do with the files of each date, as text.
   *
   * @throws TooLittleData when there is no table
   */
  public String preview(CompactRequest request) throws IOException {
    requireTable();
    LiveTable table = commits.readTable();
    return CompactionReport.preview(LiveFiles.byDate(table), request.before(), plan);
  }

  /** The dates to compact, and the files of each. */
  List<DateFiles> worthwhile(CompactRequest request) throws IOException {
    return worthwhile(LiveFiles.byDate(commits.readTable()), request);
  }

  private List<DateFiles> worthwhile(List<DateFiles> live, CompactRequest request) {
    return plan.worthwhile(live, request.before());
  }

  /** Before this, replaced files are no longer kept. */
  Instant keptFrom(Instant now) {
    return now.minus(settings.lake().log().keepReplaced());
  }

  CommitLog commits() {
    return commits;
  }

  CompactionPlan plan() {
    return plan;
  }

  /**
   * Requires that there is a table.
   *
   * @throws TooLittleData when there is none
   */
  void requireTable() throws IOException {
    if (!commits.paths().isTable()) {
      throw new TooLittleData(
          "Cannot compact the table %s: there is none; run ./deploy.sh stream first"
              .formatted(commits.paths().root()));
    }
  }
}
