package sparkify.lake.log;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;

/** The state of a table after the manifests applied so far. Not thread-safe. */
public final class LogState {
  private final Map<Integer, PartitionTotals> partitions = new TreeMap<>();
  private final Map<String, DataFile> files = new LinkedHashMap<>();
  private final Map<String, DataFile> rejects = new LinkedHashMap<>();
  private long seq;
  private long snapshotSeq;
  private long batches;
  private @Nullable Topic topic;
  private @Nullable Writer holder;
  private @Nullable Manifest last;
  private @Nullable Manifest lastBatch;

  /**
   * Totals of one partition.
   *
   * @param start the offset the table begins at
   * @param committed the next offset to land
   */
  public record PartitionTotals(
      long start, long committed, long landed, long rejected, long gaps, long absent) {

    private PartitionTotals plus(Range range) {
      return new PartitionTotals(
          start,
          range.until(),
          landed + range.landed(),
          rejected + range.rejected(),
          gaps,
          absent + range.absent());
    }

    private PartitionTotals plus(Gap gap) {
      return new PartitionTotals(start, gap.until(), landed, rejected, gaps + gap.length(), absent);
    }
  }

  /** Applies the next manifest. */
  void apply(Manifest manifest) {
    if (manifest.seq() != seq + 1) {
      throw new OperatorError(
          "Cannot read the commit log: commit %d is missing before %d"
              .formatted(seq + 1, manifest.seq()));
    }
    seq = manifest.seq();
    last = manifest;
    applyOffsets(manifest);
    applyFiles(manifest);
    if (manifest.topic() != null) {
      topic = manifest.topic();
    }
    switch (manifest.kind()) {
      case OPEN -> holder = manifest.writer();
      case BATCH -> {
        batches++;
        lastBatch = manifest;
      }
      case COMPACT, REDRIVE, ERASE, REPLACE -> {}
    }
  }

  private void applyOffsets(Manifest manifest) {
    for (Gap gap : manifest.gaps()) {
      partitions.put(gap.partition(), at(gap.partition(), gap.from(), manifest).plus(gap));
    }
    manifest.positions().forEach(this::position);
    for (Range range : manifest.ranges()) {
      partitions.put(range.partition(), at(range.partition(), range.from(), manifest).plus(range));
    }
  }

  private void position(int partition, long offset) {
    partitions.computeIfAbsent(partition, p -> new PartitionTotals(offset, offset, 0, 0, 0, 0));
  }

  private PartitionTotals at(int partition, long from, Manifest manifest) {
    PartitionTotals totals = partitions.get(partition);
    if (totals == null || totals.committed() != from) {
      throw new OperatorError(
          "Cannot read the commit log: commit %d begins partition %d at offset %d, but the commits before it %s"
              .formatted(
                  manifest.seq(),
                  partition,
                  from,
                  totals == null ? "do not know it" : "end at " + totals.committed()));
    }
    return totals;
  }

  private void applyFiles(Manifest manifest) {
    for (String replaced : manifest.replaces()) {
      if (files.remove(replaced) == null && rejects.remove(replaced) == null) {
        throw new OperatorError(
            "Cannot read the commit log: commit %d replaces %s, which is not live"
                .formatted(manifest.seq(), replaced));
      }
    }
    manifest.files().forEach(f -> files.put(f.path(), f));
    manifest.rejects().forEach(f -> rejects.put(f.path(), f));
    if (manifest.changesFiles()) {
      snapshotSeq = manifest.seq();
    }
  }

  /** The newest commit, 0 when there is none. */
  public long seq() {
    return seq;
  }

  /** The newest commit that changed what a reader sees, 0 when there is none. */
  public long snapshotSeq() {
    return snapshotSeq;
  }

  /** The number of batches landed. */
  public long batches() {
    return batches;
  }

  /** The topic that the offsets belong to, or null before the first opening. */
  public @Nullable Topic topic() {
    return topic;
  }

  /** The driver that opened the table last, or null before the first opening. */
  public @Nullable Writer holder() {
    return holder;
  }

  /** The newest commit, or null when there is none. */
  public @Nullable Manifest last() {
    return last;
  }

  /** The newest batch, or null when there is none. */
  public @Nullable Manifest lastBatch() {
    return lastBatch;
  }

  /** Totals by partition, in order of partition. */
  public Map<Integer, PartitionTotals> partitions() {
    return Collections.unmodifiableMap(partitions);
  }

  /** The live files of the table. */
  public Collection<DataFile> files() {
    return Collections.unmodifiableCollection(files.values());
  }

  /** The live files of rejects. */
  public Collection<DataFile> rejects() {
    return Collections.unmodifiableCollection(rejects.values());
  }

  /** Rows in live files. */
  public long rows() {
    return files.values().stream().mapToLong(DataFile::rows).sum();
  }

  /** The next offset to land, by partition. */
  public Map<Integer, Long> committed() {
    Map<Integer, Long> committed = new TreeMap<>();
    partitions.forEach((p, totals) -> committed.put(p, totals.committed()));
    return committed;
  }

  /** Whether {@code paths} are all live. */
  boolean areLive(List<String> paths) {
    return paths.stream().allMatch(p -> files.containsKey(p) || rejects.containsKey(p));
  }

  /** Whether everything below these offsets, by partition, has landed. */
  public boolean hasReached(Map<Integer, Long> offsets) {
    Map<Integer, Long> committed = committed();
    return offsets.entrySet().stream()
        .allMatch(o -> committed.getOrDefault(o.getKey(), 0L) >= o.getValue());
  }
}
