package sparkify.analytics.stale;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sparkify.analytics.table.Table;
import sparkify.common.ParallelTasks;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.FeedDates;
import sparkify.lake.log.FolderChanges.Change;
import sparkify.lake.log.Manifest.Source;
import sparkify.lake.log.TablePaths;

/**
 * What of a table has to be built: parts that never were, were built by another query, or depend on
 * a date of the feed that has changed since.
 *
 * @param parts in order
 * @param dates of the feed that their rows depend on
 * @param obsolete folders of the table that are no longer parts of it, relative to the lake's
 * @param unfinished whether a run may have died before bare readers saw what it had committed
 */
public record StaleParts(
    Table table,
    NavigableSet<LocalDate> parts,
    NavigableSet<LocalDate> dates,
    Set<String> obsolete,
    boolean unfinished) {
  private static final int THREADS = 16;

  /**
   * Finds what is stale of {@code tables}, from commit logs alone; without those of which nothing
   * is.
   *
   * @param range the dates that parts must touch
   */
  public static List<StaleParts> of(List<Table> tables, DateRange range, LakeFileSystem lake)
      throws IOException {
    Map<String, Long> newest = new HashMap<>();
    tables.forEach(table -> newest.put(table.sql().feed(), Long.MAX_VALUE));
    return of(tables, range, lake, newest);
  }

  /**
   * Likewise, as of some commit of each feed: what is built of that snapshot is of all dates that
   * it has, and of no other.
   *
   * @param commits by feed
   */
  public static List<StaleParts> of(
      List<Table> tables, DateRange range, LakeFileSystem lake, Map<String, Long> commits)
      throws IOException {
    Map<String, FeedDates> feeds = new HashMap<>();
    for (Map.Entry<String, Long> feed : commits.entrySet()) {
      CommitLog log = new CommitLog(new TablePaths(lake, feed.getKey()));
      feeds.put(feed.getKey(), FeedDates.of(log, feed.getValue()));
    }
    List<Callable<StaleParts>> looks = new ArrayList<>();
    for (Table table : tables) {
      FeedDates feed = requireNonNull(feeds.get(table.sql().feed()));
      looks.add(() -> of(table, range, table.commits(lake), feed));
    }
    return new ParallelTasks("read the commit logs of tables", THREADS)
        .run(looks).stream().filter(StaleParts::isAny).toList();
  }

  private boolean isAny() {
    return isStale() || unfinished;
  }

  /** Whether there is anything to commit. */
  public boolean isStale() {
    return !parts.isEmpty() || !obsolete.isEmpty();
  }

  private static StaleParts of(Table table, DateRange range, CommitLog commits, FeedDates feed)
      throws IOException {
    NavigableSet<LocalDate> all = feed.changes().navigableKeySet();
    Map<String, Change> left = new HashMap<>(commits.folderChanges().byFolder());
    NavigableSet<LocalDate> parts = new TreeSet<>();
    NavigableSet<LocalDate> dates = new TreeSet<>();
    for (LocalDate part : partsOf(table, all)) {
      NavigableSet<LocalDate> span = table.span(part, all);
      boolean isCurrent = isCurrent(table, left.remove(table.folder(part)), feed, span);
      if (!isCurrent && range.touches(part, table.grain().lastDay(part))) {
        parts.add(part);
        dates.addAll(span);
      }
    }
    return new StaleParts(table, parts, dates, Set.copyOf(left.keySet()), commits.hasStaged());
  }

  private static NavigableSet<LocalDate> partsOf(Table table, NavigableSet<LocalDate> dates) {
    return dates.stream().map(table.grain()::partOf).collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isCurrent(
      Table table, @Nullable Change built, FeedDates feed, NavigableSet<LocalDate> span) {
    Source source = built == null ? null : built.source();
    return source != null
        && source.equals(table.source(source.snapshot()))
        && feed.areUnchangedSince(source.snapshot(), span);
  }

  /** The folders that what is built now takes the place of, relative to the lake's. */
  public Set<String> folders() {
    Set<String> folders = new TreeSet<>(obsolete);
    parts.forEach(part -> folders.add(table.folder(part)));
    return folders;
  }
}
