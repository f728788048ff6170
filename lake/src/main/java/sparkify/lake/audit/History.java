package sparkify.lake.audit;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Range;

/** Which ranges the live files come from, and which offsets are recorded as gaps. */
final class History {
  private final LiveTable table;
  private final Map<Long, List<Range>> ranges = new HashMap<>();

  private History(LiveTable table) {
    this.table = table;
  }

  /**
   * Reads the commits that added the live files. A damaged archive is a problem, but no reason not
   * to audit the files.
   */
  static History of(CommitLog commits, LiveTable table, Problems problems) throws IOException {
    History history = new History(table);
    TreeSet<Long> seqs = new TreeSet<>();
    Stream.concat(table.files().stream(), table.rejects().stream())
        .map(DataFile::path)
        .map(table::addedBy)
        .forEach(seqs::add);
    try {
      commits.history(seqs, history::add);
    } catch (OperatorError e) {
      problems.add(Kind.HISTORY, String.valueOf(e.getMessage()));
    }
    return history;
  }

  private void add(Manifest manifest) {
    if (manifest.kind() == Manifest.Kind.BATCH) {
      ranges.put(manifest.seq(), manifest.ranges());
    }
  }

  /** The ranges of the batch that wrote {@code path}, or null when maintenance wrote it. */
  @Nullable List<Range> origin(String path) {
    return ranges.get(table.addedBy(path));
  }

  /** Whether the broker lost some of these offsets after they had landed, and has others there. */
  boolean isCut(int partition, long from, long until) {
    return table.state().cuts().stream()
        .anyMatch(c -> c.partition() == partition && c.from() < until && from < c.until());
  }

  boolean isGap(int partition, long offset) {
    return table.state().gaps().stream()
        .anyMatch(g -> g.partition() == partition && g.from() <= offset && offset < g.until());
  }
}
