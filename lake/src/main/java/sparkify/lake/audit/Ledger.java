package sparkify.lake.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.Range;

/**
 * Every offset that the files hold: each must occur only once, within the ranges of the commit that
 * wrote its file, and their number per partition must be the log's. Thread-safe while files are
 * read.
 */
final class Ledger {
  private final Map<Integer, Page> pages = new TreeMap<>();
  private final History history;
  private final Problems problems;

  /** The kind of file a row was read from. */
  enum Side {
    LANDED,
    REJECTED
  }

  /** Offsets from {@code from} inclusive to {@code until} exclusive. */
  private record Bounds(long from, long until) {
    boolean contains(long offset) {
      return from <= offset && offset < until;
    }
  }

  /** The account of one partition. */
  private static final class Page {
    private final PartitionTotals totals;

    /** Of the whole table; offsets beyond it are not kept, however wild they are. */
    private final Bounds bounds;

    private final OffsetSet offsets = new OffsetSet();
    private long landed;
    private long rejected;

    Page(PartitionTotals totals) {
      this.totals = totals;
      this.bounds = new Bounds(totals.start(), totals.committed());
    }

    void count(Side side) {
      if (side == Side.LANDED) {
        landed++;
      } else {
        rejected++;
      }
    }
  }

  Ledger(Map<Integer, PartitionTotals> log, History history, Problems problems) {
    log.forEach((partition, totals) -> pages.put(partition, new Page(totals)));
    this.history = history;
    this.problems = problems;
  }

  /** Enters rows of the file that the log knows as {@code path}. */
  synchronized void enter(String path, Side side, int[] partitions, long[] offsets, int count) {
    Map<Integer, Bounds> bounds = bounds(path);
    Page page = null;
    Bounds bound = null;
    for (int i = 0; i < count; i++) {
      int partition = partitions[i];
      if (i == 0 || partition != partitions[i - 1]) {
        page = pages.get(partition);
        bound = bounds.get(partition);
      }
      if (bound == null || !bound.contains(offsets[i])) {
        problems.add(
            Kind.OUTSIDE,
            "offset %d of partition %d is in %s, whose commit does not cover it"
                .formatted(offsets[i], partition, path));
      }
      if (page != null) {
        page.count(side);
        if (page.bounds.contains(offsets[i])) {
          addOnce(page, partition, offsets[i], path);
        }
      }
    }
  }

  private void addOnce(Page page, int partition, long offset, String path) {
    if (!page.offsets.add(offset)) {
      problems.add(
          Kind.TWICE,
          "offset %d of partition %d occurs twice, the second time in %s"
              .formatted(offset, partition, path));
    }
  }

  /**
   * The offsets that a file may hold, by partition; for a merged file, all that the table covers.
   */
  private Map<Integer, Bounds> bounds(String path) {
    Map<Integer, Bounds> bounds = new HashMap<>();
    List<Range> origin = history.origin(path);
    if (origin != null) {
      origin.forEach(r -> bounds.put(r.partition(), new Bounds(r.from(), r.until())));
    } else {
      pages.forEach((partition, page) -> bounds.put(partition, page.bounds));
    }
    return bounds;
  }

  /** Compares the numbers of rows with the log's, once all files are entered. */
  void compareCounts() {
    pages.forEach(
        (partition, page) -> {
          compare(partition, "rows in the lake", page.totals.landed(), page.landed);
          compare(partition, "rejects", page.totals.rejected(), page.rejected);
        });
  }

  private void compare(int partition, String what, long logged, long found) {
    if (found != logged) {
      problems.add(
          Kind.COUNT,
          "partition %d: the log counts %d %s, but the files hold %d"
              .formatted(partition, logged, what, found));
    }
  }

  /** The offsets of a partition, or null when the log does not know it. */
  @Nullable OffsetSet offsets(int partition) {
    Page page = pages.get(partition);
    return page == null ? null : page.offsets;
  }

  /** Whether the files hold as many offsets as the log says, so that all others are absent. */
  boolean isComplete(int partition) {
    Page page = pages.get(partition);
    return page != null && page.offsets.size() == page.totals.landed() + page.totals.rejected();
  }
}
