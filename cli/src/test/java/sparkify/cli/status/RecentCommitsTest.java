package sparkify.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Writer;

class RecentCommitsTest {
  private static final Instant NOW = TestLook.NOW;

  @Test
  void countsTheOffsetsOfTheLastMinute() {
    List<Manifest> batches = List.of(batch(1, 90, 5_000), batch(2, 30, 300), batch(3, 20, 300));
    assertThat(RecentCommits.of(batches, false, NOW)).isEqualTo(new RecentCommits(10, 10.0));
  }

  @Test
  void measuresFromTheFirstBatchItSeesIfOlderOnesAreNotRead() {
    List<Manifest> batches = List.of(batch(8, 20, 700), batch(9, 10, 300));
    assertThat(RecentCommits.of(batches, true, NOW)).isEqualTo(new RecentCommits(15, 10.0));
  }

  @Test
  void anIdleTableHasNoPace() {
    assertThat(RecentCommits.of(List.of(batch(1, 600, 10)), false, NOW))
        .isEqualTo(new RecentCommits(0, null));
  }

  private static Manifest batch(long seq, long secondsAgo, long offsets) {
    return new Manifest(
        seq,
        Manifest.Kind.BATCH,
        "u" + seq,
        NOW.minusSeconds(secondsAgo),
        new Writer("application_1_0001", 1, "s", "test"),
        null,
        Map.of(),
        List.of(new Range(0, 0, offsets, offsets, 0, 0)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
