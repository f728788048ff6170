package sparkify.lake.log;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.LogState.LastBatch;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.Cut;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;

/**
 * The state of a table after commit {@code seq}, so that no reader needs the manifests up to it.
 * All of them were published when it was written. The live files are in lists, one per folder,
 * which later checkpoints share until the folder changes.
 *
 * @param files how many files are live, those of rejects included
 * @param lists in order of folder
 */
record Checkpoint(
    long seq,
    long snapshotSeq,
    long batches,
    long files,
    @Nullable Topic topic,
    @Nullable Writer holder,
    @Nullable LastBatch lastBatch,
    Map<Integer, PartitionTotals> partitions,
    List<Gap> gaps,
    List<ListOf> lists,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Cut> cuts) {

  /** The state of a table without commits. */
  static final Checkpoint EMPTY =
      new Checkpoint(0, 0, 0, 0, null, null, null, Map.of(), List.of(), List.of(), List.of());

  Checkpoint {
    partitions = Map.copyOf(partitions);
    gaps = List.copyOf(gaps);
    lists = List.copyOf(lists);
    cuts = List.copyOf(cuts);
  }

  /**
   * Where the live files of one folder are listed.
   *
   * @param folder relative to the lake's folder
   * @param seq the checkpoint for which the list was written
   */
  record ListOf(String folder, long seq) {}
}
