package sparkify.lake.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Range;

/**
 * Which ranges the live files come from, which ranges the broker still has, and which offsets are
 * recorded as gaps.
 */
final class History {
  private final LiveTable table;
  private final Map<Integer, Long> begin;
  private final Set<Long> live = new HashSet<>();
  private final Map<Long, List<Range>> origins = new HashMap<>();
  private final Map<Integer, List<Range>> held = new HashMap<>();
  private long gone;

  private History(LiveTable table, Map<Integer, Long> begin) {
    this.table = table;
    this.begin = begin;
    Stream.concat(table.files().stream(), table.rejects().stream())
        .map(DataFile::path)
        .map(table::addedBy)
        .forEach(live::add);
  }

  /**
   * Reads all commits. A damaged archive is a problem, but no reason not to audit the files.
   *
   * @param begin the first offset of each partition that the broker still has of what landed
   */
  static History of(CommitLog commits, LiveTable table, Map<Integer, Long> begin, Problems problems)
      throws IOException {
    History history = new History(table, begin);
    try {
      commits.history(history::add);
    } catch (OperatorError e) {
      problems.add(Kind.HISTORY, String.valueOf(e.getMessage()));
    }
    return history;
  }

  private void add(Manifest manifest) {
    if (manifest.kind() != Manifest.Kind.BATCH || manifest.seq() > table.state().seq()) {
      return;
    }
    if (live.contains(manifest.seq())) {
      origins.put(manifest.seq(), manifest.ranges());
    }
    for (Range range : manifest.ranges()) {
      if (isHeld(range)) {
        held.computeIfAbsent(range.partition(), p -> new ArrayList<>()).add(range);
      } else {
        gone++;
      }
    }
  }

  private boolean isHeld(Range range) {
    return range.from() >= begin.getOrDefault(range.partition(), Long.MAX_VALUE)
        && !isCut(range.partition(), range.from(), range.until());
  }

  /** The ranges of a partition that the broker has all of, in order. */
  List<Range> ranges(int partition) {
    return held.getOrDefault(partition, List.of());
  }

  /** How many ranges the broker no longer has all of. */
  long gone() {
    return gone;
  }

  /** The ranges of the batch that wrote {@code path}, or null when maintenance wrote it. */
  @Nullable List<Range> origin(String path) {
    return origins.get(table.addedBy(path));
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
