package sparkify.lake.log;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dates of a feed that have rows.
 *
 * @param changes the newest commit that changed each date's rows, which compaction does not; all
 *     rows of a feed without a time count as of one date
 */
public record FeedDates(NavigableMap<LocalDate, Long> changes) {
  private static final Pattern DATED = Pattern.compile(".*/date=(\\d{4}-\\d{2}-\\d{2})");

  /** The dates of a feed as of commit {@code seq}. */
  public static FeedDates of(CommitLog feed, long seq) throws IOException {
    FolderChanges folders = feed.folderChangesUpTo(seq);
    String table = feed.paths().table();
    NavigableMap<LocalDate, Long> changes = new TreeMap<>();
    folders
        .byFolder()
        .forEach(
            (folder, change) -> {
              Matcher dated = DATED.matcher(folder);
              if (folder.equals(table)) {
                changes.put(LocalDate.EPOCH, change.seq());
              } else if (folder.startsWith(table + "/") && dated.matches()) {
                changes.put(LocalDate.parse(dated.group(1)), change.seq());
              }
            });
    return new FeedDates(changes);
  }

  /** The dates of a feed as of its newest commit. */
  public static FeedDates of(CommitLog feed) throws IOException {
    return of(feed, Long.MAX_VALUE);
  }

  /** Whether no commit after {@code snapshot} has changed any of {@code dates}. */
  public boolean areUnchangedSince(long snapshot, Collection<LocalDate> dates) {
    return dates.stream().allMatch(date -> changes.getOrDefault(date, 0L) <= snapshot);
  }

  /** Whether no commit after {@code snapshot} has changed {@code last} or a date before it. */
  public boolean areUnchangedSince(long snapshot, LocalDate last) {
    return areUnchangedSince(snapshot, changes.headMap(last, true).keySet());
  }
}
