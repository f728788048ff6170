package sparkify.lake.snapshot;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import sparkify.common.OperatorError;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;

/**
 * A table as it was after one commit: the same rows whenever it is read, as long as the files that
 * later commits replaced are kept.
 *
 * <p>Files may move after they were found: a job that loses one takes the snapshot again, with the
 * same {@link #seq()}, and retries.
 *
 * @param seq the last commit that changed files, 0 when none has
 * @param rows how many rows its files hold
 * @param paths full addresses of its files
 * @param rowsPerDay how many rows its files hold of each UTC day; days without rows are left out
 */
public record Snapshot(
    long seq, long rows, List<String> paths, SortedMap<LocalDate, Long> rowsPerDay) {
  public Snapshot {
    paths = List.copyOf(paths);
    rowsPerDay = Collections.unmodifiableSortedMap(new TreeMap<>(rowsPerDay));
  }

  /**
   * The table as it is now.
   *
   * @throws OperatorError when a file is missing
   */
  public static Snapshot newest(CommitLog log) throws IOException {
    FilePlaces places = list(log.paths());
    return of(log, log.readTable(), places);
  }

  /**
   * The table as it was after commit {@code seq}.
   *
   * @throws OperatorError when there is no such commit, or a file is missing
   */
  public static Snapshot at(CommitLog log, long seq) throws IOException {
    FilePlaces places = list(log.paths());
    return of(log, log.readTable(seq), places);
  }

  /**
   * Those of its files that hold rows of {@code days}; all of them if the table has no days.
   * Wherever a file is, its path has its day in it.
   */
  public List<String> pathsOf(Collection<LocalDate> days) {
    Set<String> folders = new HashSet<>();
    days.forEach(day -> folders.add("date=" + day));
    return paths.stream().filter(path -> isIn(folders, path)).toList();
  }

  private static boolean isIn(Set<String> folders, String path) {
    int date = path.lastIndexOf("/date=");
    return date < 0 || folders.contains(path.substring(date + 1, path.indexOf('/', date + 1)));
  }

  private static FilePlaces list(TablePaths paths) throws IOException {
    return FilePlaces.listing(paths);
  }

  private static Snapshot of(CommitLog log, LiveTable table, FilePlaces places) throws IOException {
    long seq = table.state().snapshotSeq();
    List<String> paths = new ArrayList<>();
    for (DataFile file : table.files()) {
      FileStatus found = places.find(file).orElseThrow(() -> lost(log, seq, file.path()));
      paths.add(found.getPath().toString());
    }
    return new Snapshot(seq, table.rows(), paths, table.rowsPerDay());
  }

  private static OperatorError lost(CommitLog log, long seq, String path) {
    return new OperatorError(
        "Cannot read snapshot %d of %s: %s is neither in place, nor staged, nor replaced; ./deploy.sh audit --deep lists every missing file"
            .formatted(seq, log.paths().root(), path));
  }
}
