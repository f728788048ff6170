package sparkify.lake.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.LogState.LastBatch;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.Cut;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Source;
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
   * @param changed the newest commit that changed the folder's rows; compaction does not
   * @param source what its rows were computed from, or null when they landed
   */
  record ListOf(
      String folder,
      long seq,
      long changed,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Source source) {
    ListOf {
      // The first versions did not write it: it is not after the list.
      changed = changed == 0 ? seq : changed;
    }
  }
}
