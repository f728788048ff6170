package sparkify.lake.log;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import sparkify.common.OperatorError;
import sparkify.lake.log.Manifest.DataFile;

/** A table after the commits applied so far: its state and all its live files. */
public final class LiveTable {
  private final LogState state;
  private final Map<String, Live> rows = new TreeMap<>();
  private final Map<String, Live> rejects = new TreeMap<>();

  /**
   * A live file.
   *
   * @param seq the commit that added it
   */
  record Live(long seq, DataFile file) {}

  LiveTable(LogState state) {
    this.state = state;
  }

  static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  void add(FileList list) {
    Map<String, Live> to = list.rejects() ? rejects : rows;
    list.files().forEach(entry -> to.put(entry.path(), entry.live()));
  }

  /** Applies the next manifest. */
  void apply(Manifest manifest) {
    state.apply(manifest);
    for (String replaced : manifest.replaces()) {
      if (rows.remove(replaced) == null && rejects.remove(replaced) == null) {
        throw new OperatorError(
            "Cannot read the commit log: commit %d replaces %s, which is not live"
                .formatted(manifest.seq(), replaced));
      }
    }
    manifest.files().forEach(f -> rows.put(f.path(), new Live(manifest.seq(), f)));
    manifest.rejects().forEach(f -> rejects.put(f.path(), new Live(manifest.seq(), f)));
  }

  /** The table without its files. */
  public LogState state() {
    return state;
  }

  /** The live files of rows, in order of path. */
  public Collection<DataFile> files() {
    return files(rows);
  }

  /** The live files of rejects, in order of path. */
  public Collection<DataFile> rejects() {
    return files(rejects);
  }

  /** Rows in live files. */
  public long rows() {
    return rows.values().stream().mapToLong(live -> live.file().rows()).sum();
  }

  /** Rows in live files of each UTC day, because no file holds rows of two. */
  public SortedMap<LocalDate, Long> rowsPerDay() {
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    for (DataFile file : files()) {
      LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(file.minTime()), ZoneOffset.UTC);
      days.merge(day, file.rows(), Long::sum);
    }
    return days;
  }

  /** The commit that added the live file {@code path}. */
  public long addedBy(String path) {
    Live live = rows.containsKey(path) ? rows.get(path) : rejects.get(path);
    if (live == null) {
      throw new IllegalArgumentException(path + " is not live");
    }
    return live.seq();
  }

  /** Whether {@code paths} are all live. */
  public boolean areLive(Collection<String> paths) {
    return paths.stream().allMatch(p -> rows.containsKey(p) || rejects.containsKey(p));
  }

  /** The live files, one list per folder. */
  List<FileList> lists() {
    List<FileList> lists = new ArrayList<>();
    lists.addAll(lists(rows, false));
    lists.addAll(lists(rejects, true));
    return lists;
  }

  private static List<FileList> lists(Map<String, Live> files, boolean rejects) {
    Map<String, List<FileList.Entry>> folders = new TreeMap<>();
    for (Live live : files.values()) {
      folders
          .computeIfAbsent(folderOf(live.file().path()), folder -> new ArrayList<>())
          .add(FileList.Entry.of(live));
    }
    List<FileList> lists = new ArrayList<>();
    folders.forEach((folder, entries) -> lists.add(new FileList(folder, rejects, entries)));
    return lists;
  }

  private static Collection<DataFile> files(Map<String, Live> live) {
    return Collections.unmodifiableList(live.values().stream().map(Live::file).toList());
  }
}
