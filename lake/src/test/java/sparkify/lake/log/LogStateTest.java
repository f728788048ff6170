package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkify.common.OperatorError;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.Change;
import sparkify.lake.log.Manifest.Cut;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Last;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;

class LogStateTest {
  private final LogState state = new LogState();

  @Test
  void remembersTheLastRecordOfAPartitionBeyondRangesWithoutOne() {
    LogState state = new LogState();
    state.apply(open(1, Map.of(0, 0L), List.of()));
    state.apply(batch(2, new Range(0, 0, 5, 4, 0, 1, new Last(3, 7), 11L)));
    state.apply(batch(3, new Range(0, 5, 6, 0, 0, 1, null, 0L)));
    LogState restored = new LogState(state.checkpoint(List.of()));

    PartitionTotals expected = new PartitionTotals(0, 6, 4, 0, 0, 2, new Last(3, 7));
    assertThat(state.partitions()).isEqualTo(Map.of(0, expected));
    assertThat(restored.partitions()).isEqualTo(Map.of(0, expected));
  }

  @Test
  void countsNothingForACutAndForgetsTheRecordThatIsGone() {
    state.apply(open(1, Map.of(0, 0L), List.of()));
    state.apply(batch(2, new Range(0, 0, 10, 10, 0, 0, new Last(9, 1), null)));
    Cut cut = new Cut(0, 5, 10);
    state.apply(cut(3, cut));
    LogState restored = new LogState(state.checkpoint(List.of()));
    Map<Integer, PartitionTotals> expected =
        Map.of(0, new PartitionTotals(0, 10, 10, 0, 0, 0, null));
    assertThat(state.partitions()).isEqualTo(expected);
    assertThat(restored.partitions()).isEqualTo(expected);
    assertThat(restored.cuts()).containsExactly(cut);
    assertThatThrownBy(() -> state.apply(cut(4, new Cut(0, 5, 9))))
        .hasMessageContaining("commit 4 begins partition 0 at offset 9");
  }

  @Test
  void beginsANewPartitionWithTheGapOfItsFirstRecords() {
    state.apply(open(1, Map.of(0, 0L), List.of()));
    state.apply(open(2, Map.of(0, 0L, 1, 4L), List.of(new Gap(1, 0, 4))));
    assertThat(state.partitions().get(1)).isEqualTo(new PartitionTotals(0, 4, 0, 0, 4, 0, null));
  }

  private static Manifest cut(long seq, Cut cut) {
    Manifest open = open(seq, Map.of(0, 10L), List.of());
    return new Manifest(
        open.seq(),
        open.kind(),
        open.uuid(),
        open.committedAt(),
        open.writer(),
        open.topic(),
        open.positions(),
        open.ranges(),
        open.gaps(),
        open.files(),
        open.rejects(),
        open.replaces(),
        open.changes(),
        List.of(cut));
  }

  @Test
  void addsUpTheOffsetsOfEachPartition() {
    state.apply(open(1, Map.of(0, 10L, 1, 0L), List.of()));
    state.apply(batch(2, new Range(0, 10, 20, 7, 2, 1), new Range(1, 0, 5, 5, 0, 0)));
    state.apply(open(3, Map.of(0, 25L, 1, 5L), List.of(new Gap(0, 20, 25))));
    state.apply(batch(4, new Range(0, 25, 26, 0, 0, 1)));
    assertThat(state.partitions())
        .isEqualTo(
            Map.of(
                0,
                new PartitionTotals(10, 26, 7, 2, 5, 2, null),
                1,
                new PartitionTotals(0, 5, 5, 0, 0, 0, null)));

    assertThat(state.committed()).isEqualTo(Map.of(0, 26L, 1, 5L));
    assertThat(state.batches()).isEqualTo(2);
  }

  @Test
  void addsPartitionsThatAppearLater() {
    state.apply(open(1, Map.of(0, 0L), List.of()));
    state.apply(open(2, Map.of(0, 0L, 1, 3L), List.of()));
    assertThat(state.committed()).isEqualTo(Map.of(0, 0L, 1, 3L));
  }

  @Test
  void refusesAMissingCommit() {
    state.apply(open(1, Map.of(0, 0L), List.of()));
    assertThatThrownBy(() -> state.apply(batch(3, new Range(0, 0, 1, 1, 0, 0))))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("commit 2 is missing before 3");
  }

  @Test
  void refusesOffsetsThatDoNotFollow() {
    state.apply(open(1, Map.of(0, 5L), List.of()));
    assertThatThrownBy(() -> state.apply(batch(2, new Range(0, 4, 6, 2, 0, 0))))
        .hasMessageContaining("partition 0 at offset 4")
        .hasMessageContaining("end at 5");
    LogState other = new LogState();
    other.apply(open(1, Map.of(0, 5L), List.of()));
    assertThatThrownBy(() -> other.apply(batch(2, new Range(1, 0, 6, 6, 0, 0))))
        .hasMessageContaining("do not know it");
  }

  @Test
  void refusesToReplaceAFileThatIsNotLive() {
    state.apply(open(1, Map.of(0, 0L), List.of()));
    LiveTable table = new LiveTable(state);
    assertThatThrownBy(() -> table.apply(compact(2, "merged", "gone")))
        .hasMessageContaining("replaces gone, which is not live");
  }

  @Test
  void knowsTheLastCommitThatChangedFiles() {
    LiveTable table = new LiveTable(state);
    table.apply(open(1, Map.of(0, 0L), List.of()));
    assertThat(state.snapshotSeq()).isZero();
    table.apply(batchWithFile(2, "x/a"));
    table.apply(compact(3, "x/b", "x/a"));
    table.apply(open(4, Map.of(0, 1L), List.of()));
    assertThat(state.snapshotSeq()).isEqualTo(3);
    assertThat(state.files()).isEqualTo(1);
    assertThat(table.files()).extracting(DataFile::path).containsExactly("x/b");
    assertThat(table.addedBy("x/b")).isEqualTo(3);
    assertThat(table.areLive(List.of("x/b"))).isTrue();
    assertThat(table.areLive(List.of("x/a"))).isFalse();
  }

  @Test
  void countsWhatMaintenanceChanges() {
    state.apply(open(1, Map.of(0, 0L), List.of()));
    state.apply(batch(2, new Range(0, 0, 10, 7, 3, 0)));
    state.apply(redrive(3, new Change(0, 0, 10, 2, -2)));
    assertThat(state.partitions())
        .isEqualTo(Map.of(0, new PartitionTotals(0, 10, 9, 1, 0, 0, null)));
    assertThatThrownBy(() -> state.apply(redrive(4, new Change(0, 5, 11, 1, -1))))
        .hasMessageContaining("offsets 5 to 11 of partition 0, which have not landed");
  }

  private static Manifest redrive(long seq, Change change) {
    Manifest empty = batch(seq);
    return new Manifest(
        seq,
        Kind.REDRIVE,
        empty.uuid(),
        empty.committedAt(),
        empty.writer(),
        null,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(change),
        List.of());
  }

  private static Manifest open(long seq, Map<Integer, Long> positions, List<Gap> gaps) {
    return manifest(seq, Kind.OPEN, positions, List.of(), gaps, List.of(), List.of());
  }

  private static Manifest batch(long seq, Range... ranges) {
    return manifest(seq, Kind.BATCH, Map.of(), List.of(ranges), List.of(), List.of(), List.of());
  }

  private static Manifest batchWithFile(long seq, String path) {
    return manifest(
        seq,
        Kind.BATCH,
        Map.of(),
        List.of(new Range(0, 0, 1, 1, 0, 0)),
        List.of(),
        List.of(new DataFile("s", path, 1, 1, 0, 0, null)),
        List.of());
  }

  private static Manifest compact(long seq, String path, String replaced) {
    return manifest(
        seq,
        Kind.COMPACT,
        Map.of(),
        List.of(),
        List.of(),
        List.of(new DataFile("s", path, 1, 1, 0, 0, null)),
        List.of(replaced));
  }

  private static Manifest manifest(
      long seq,
      Kind kind,
      Map<Integer, Long> positions,
      List<Range> ranges,
      List<Gap> gaps,
      List<DataFile> files,
      List<String> replaces) {
    return new Manifest(
        seq,
        kind,
        "uuid-" + seq,
        Instant.EPOCH,
        new Writer("application", 1, "session", "code"),
        kind == Kind.COMPACT ? null : new Topic("events", "id", 2),
        positions,
        ranges,
        gaps,
        files,
        List.of(),
        replaces,
        List.of(),
        List.of());
  }
}
