package sparkify.lake.rejects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.Parsed;
import sparkify.lake.Feed;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Change;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.RejectedRecord;
import sparkify.lake.table.StagedFiles;

/** One try of a redrive: reads the rejects twice, and parses them as of the same instant. */
final class RedrivePass {
  private final Feed feed;
  private final @Nullable String reason;
  private final long now;
  private final RejectSummary moved = new RejectSummary();
  private final RejectSummary left = new RejectSummary();
  private final Map<Integer, Moved> byPartition = new TreeMap<>();

  /**
   * A pass over rejects of {@code feed}.
   *
   * @param reason only of those with this reason, or null for all
   * @param now epoch milliseconds
   */
  RedrivePass(Feed feed, @Nullable String reason, long now) {
    this.feed = feed;
    this.reason = reason;
    this.now = now;
  }

  /** Counts the records of all files, and returns the files with one that passes. */
  List<RejectFile> withRowsAmong(List<RejectFile> files) throws IOException {
    List<RejectFile> found = new ArrayList<>();
    for (RejectFile file : files) {
      long before = moved.records();
      file.forEach(this::count);
      if (moved.records() > before) {
        found.add(file);
      }
    }
    return found;
  }

  private void count(RejectedRecord record) {
    if (isMeant(record)) {
      if (feed.parser().parse(record.value(), now) instanceof Parsed.Rejected again) {
        left.add(again);
      } else {
        moved.add(record.rejected());
      }
    }
  }

  private boolean isMeant(RejectedRecord record) {
    return reason == null || reason.equals(record.rejected().reason());
  }

  /** Writes a record to the rows if it passes, otherwise back to the rejects. */
  void write(RejectedRecord record, StagedFiles to) throws IOException {
    Parsed parsed = isMeant(record) ? feed.parser().parse(record.value(), now) : record.rejected();
    if (parsed instanceof Parsed.Row row) {
      to.write(new LandedRow(row, record.partition(), record.offset(), record.timestamp()));
      byPartition.merge(record.partition(), Moved.one(record.offset()), Moved::plus);
    } else if (parsed instanceof Parsed.Rejected why) {
      to.reject(record.rejectedFor(why));
    }
  }

  /** What the records that were written as rows change in the counts of their partitions. */
  List<Change> changes() {
    return byPartition.entrySet().stream().map(e -> e.getValue().in(e.getKey())).toList();
  }

  Redrive.Result result(@Nullable Manifest commit) {
    return new Redrive.Result(commit, moved, left);
  }

  /** Records of a partition that became rows, from the first to after the last. */
  private record Moved(long from, long until, long count) {
    static Moved one(long offset) {
      return new Moved(offset, offset + 1, 1);
    }

    Moved plus(Moved other) {
      return new Moved(
          Math.min(from, other.from), Math.max(until, other.until), count + other.count);
    }

    Change in(int partition) {
      return new Change(partition, from, until, count, -count);
    }
  }
}
