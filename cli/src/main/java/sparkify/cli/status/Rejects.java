package sparkify.cli.status;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.snapshot.FilePlaces;
import sparkify.lake.table.RejectReasons;

/**
 * Why records were rejected, in the newest files of rejects: older ones are not read, so that a
 * look costs the same however many there are.
 */
final class Rejects {
  private static final int MAX_FILES = 50;

  private final CommitLog log;
  private final RejectReasons reasons;

  /** What was read before; files never change. */
  private final Map<String, Map<String, Long>> read = new HashMap<>();

  /**
   * Counts by reason.
   *
   * @param readFiles how many of the newest files they are from
   * @param files how many files of rejects there are
   */
  record Counts(Map<String, Long> byReason, int readFiles, int files) {}

  Rejects(CommitLog log) {
    this.log = log;
    this.reasons = new RejectReasons(log.paths().files().configuration());
  }

  Counts look(LiveTable table) throws IOException {
    List<DataFile> newest =
        table.rejects().stream()
            .sorted(Comparator.comparing((DataFile f) -> table.addedBy(f.path())).reversed())
            .limit(MAX_FILES)
            .toList();
    read.keySet().retainAll(newest.stream().map(DataFile::path).toList());
    Map<String, Long> byReason = new TreeMap<>();
    for (DataFile file : newest) {
      of(file).forEach((reason, count) -> byReason.merge(reason, count, Long::sum));
    }
    return new Counts(byReason, newest.size(), table.rejects().size());
  }

  private Map<String, Long> of(DataFile file) throws IOException {
    Map<String, Long> known = read.get(file.path());
    if (known == null) {
      known = read(file);
      read.put(file.path(), known);
    }
    return known;
  }

  /** A file that moves meanwhile is found at its next place. */
  private Map<String, Long> read(DataFile file) throws IOException {
    Optional<FileStatus> found = FilePlaces.onDemand(log.paths()).find(file);
    while (found.isPresent()) {
      try {
        return reasons.of(found.get().getPath());
      } catch (FileNotFoundException e) {
        found = FilePlaces.onDemand(log.paths()).find(file);
      }
    }
    return Map.of();
  }
}
