package sparkify.lake.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.lake.log.Manifest.Change;
import sparkify.lake.log.Manifest.Cut;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Last;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;

/**
 * The state of a table after the commits applied so far, without its files: as large as the topic
 * has partitions, however many commits there are. Not thread-safe.
 */
public final class LogState {
  private final Map<Integer, PartitionTotals> partitions = new TreeMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Cut> cuts = new ArrayList<>();
  private long seq;
  private long snapshotSeq;
  private long batches;
  private long files;
  private @Nullable Topic topic;
  private @Nullable Writer holder;
  private @Nullable Manifest last;
  private @Nullable LastBatch lastBatch;

  /**
   * Totals of one partition.
   *
   * @param start the offset the table begins at
   * @param committed the next offset to land
   * @param last the last record that landed or was rejected, or null when it is not known
   */
  public record PartitionTotals(
      long start,
      long committed,
      long landed,
      long rejected,
      long gaps,
      long absent,
      @Nullable Last last) {

    /** Totals of a partition that the table covers from {@code start} on, before any record. */
    public static PartitionTotals from(long start) {
      return new PartitionTotals(start, start, 0, 0, 0, 0, null);
    }

    private PartitionTotals plus(Range range) {
      return new PartitionTotals(
          start,
          range.until(),
          landed + range.landed(),
          rejected + range.rejected(),
          gaps,
          absent + range.absent(),
          range.last() == null ? last : range.last());
    }

    private PartitionTotals plus(Gap gap) {
      return new PartitionTotals(
          start, gap.until(), landed, rejected, gaps + gap.length(), absent, last);
    }

    /** The same totals, without the last record, which the broker no longer has. */
    private PartitionTotals afterCut() {
      return new PartitionTotals(start, committed, landed, rejected, gaps, absent, null);
    }

    private PartitionTotals plus(Change change) {
      return new PartitionTotals(
          start,
          committed,
          landed + change.landed(),
          rejected + change.rejected(),
          gaps,
          absent,
          last);
    }
  }

  /**
   * What is known of the newest batch.
   *
   * @param landed rows that it added
   */
  public record LastBatch(long seq, Instant committedAt, long landed) {}

  /** The state of a table without commits. */
  public LogState() {}

  /** The state at a checkpoint. */
  LogState(Checkpoint checkpoint) {
    partitions.putAll(checkpoint.partitions());
    gaps.addAll(checkpoint.gaps());
    cuts.addAll(checkpoint.cuts());
    seq = checkpoint.seq();
    snapshotSeq = checkpoint.snapshotSeq();
    batches = checkpoint.batches();
    files = checkpoint.files();
    topic = checkpoint.topic();
    holder = checkpoint.holder();
    lastBatch = checkpoint.lastBatch();
  }

  /** This state as a checkpoint whose live files are in {@code lists}. */
  Checkpoint checkpoint(List<Checkpoint.ListOf> lists) {
    return new Checkpoint(
        seq, snapshotSeq, batches, files, topic, holder, lastBatch, partitions, gaps, lists, cuts);
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
    files += manifest.allFiles().count() - manifest.replaces().size();
    if (manifest.changesFiles()) {
      snapshotSeq = manifest.seq();
    }
    if (manifest.topic() != null) {
      topic = manifest.topic();
    }
    switch (manifest.kind()) {
      case OPEN -> holder = manifest.writer();
      case BATCH -> {
        batches++;
        lastBatch = new LastBatch(manifest.seq(), manifest.committedAt(), manifest.landed());
      }
      case COMPACT, REDRIVE, ERASE, REPLACE -> {}
    }
  }

  private void applyOffsets(Manifest manifest) {
    for (Cut cut : manifest.cuts()) {
      partitions.put(cut.partition(), at(cut.partition(), cut.until(), manifest).afterCut());
      cuts.add(cut);
    }
    for (Gap gap : manifest.gaps()) {
      if (gap.from() == 0) {
        position(gap.partition(), 0); // A new partition whose first records are gone.
      }
      partitions.put(gap.partition(), at(gap.partition(), gap.from(), manifest).plus(gap));
      gaps.add(gap);
    }
    manifest.positions().forEach(this::position);
    for (Range range : manifest.ranges()) {
      partitions.put(range.partition(), at(range.partition(), range.from(), manifest).plus(range));
    }
    for (Change change : manifest.changes()) {
      partitions.put(change.partition(), covering(change, manifest).plus(change));
    }
  }

  private void position(int partition, long offset) {
    partitions.computeIfAbsent(partition, p -> PartitionTotals.from(offset));
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

  private PartitionTotals covering(Change change, Manifest manifest) {
    PartitionTotals totals = partitions.get(change.partition());
    if (totals == null || change.from() < totals.start() || change.until() > totals.committed()) {
      throw new OperatorError(
          "Cannot read the commit log: commit %d changes offsets %d to %d of partition %d, which have not landed"
              .formatted(manifest.seq(), change.from(), change.until(), change.partition()));
    }
    return totals;
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

  /** The number of live files, those of rejects included. */
  public long files() {
    return files;
  }

  /** Rows of the table that came from its topic. */
  public long landed() {
    return partitions.values().stream().mapToLong(PartitionTotals::landed).sum();
  }

  /** Records that were rejected. */
  public long rejected() {
    return partitions.values().stream().mapToLong(PartitionTotals::rejected).sum();
  }

  /** The topic that the offsets belong to, or null before the first opening. */
  public @Nullable Topic topic() {
    return topic;
  }

  /** The driver that opened the table last, or null before the first opening. */
  public @Nullable Writer holder() {
    return holder;
  }

  /**
   * The newest commit, or null when a checkpoint covers it or there is none: then everything is
   * published.
   */
  public @Nullable Manifest last() {
    return last;
  }

  /** The newest batch, or null when there is none. */
  public @Nullable LastBatch lastBatch() {
    return lastBatch;
  }

  /** Totals by partition, in order of partition. */
  public Map<Integer, PartitionTotals> partitions() {
    return Collections.unmodifiableMap(partitions);
  }

  /** The recorded gaps, oldest first. */
  public List<Gap> gaps() {
    return Collections.unmodifiableList(gaps);
  }

  /** The recorded cuts of the broker's log, oldest first. */
  public List<Cut> cuts() {
    return Collections.unmodifiableList(cuts);
  }

  /** The next offset to land, by partition. */
  public Map<Integer, Long> committed() {
    Map<Integer, Long> committed = new TreeMap<>();
    partitions.forEach((p, totals) -> committed.put(p, totals.committed()));
    return committed;
  }

  /** Whether everything below these offsets, by partition, has landed. */
  public boolean hasReached(Map<Integer, Long> offsets) {
    Map<Integer, Long> committed = committed();
    return offsets.entrySet().stream()
        .allMatch(o -> committed.getOrDefault(o.getKey(), 0L) >= o.getValue());
  }
}
