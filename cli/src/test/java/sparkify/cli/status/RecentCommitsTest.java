package sparkify.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Writer;

class RecentCommitsTest {
  private static final Instant NOW = TestLook.NOW;

  @Test
  void measuresBatchesOfTheLastMinuteFromTheOneBeforeThem() {
    List<Manifest> commits =
        IntStream.rangeClosed(1, 40).mapToObj(n -> batch(n, 120 - 3L * n, 30)).toList();
    assertThat(RecentCommits.of(commits, NOW)).isEqualTo(new RecentCommits(10, 3.0));
  }

  @Test
  void measuresBatchesThatTakeLongerThanAMinute() {
    List<Manifest> commits =
        IntStream.rangeClosed(1, 10).mapToObj(n -> batch(n, 1_080 - 100L * n, 1_000)).toList();
    assertThat(RecentCommits.of(commits, NOW)).isEqualTo(new RecentCommits(10, 100.0));
  }

  @Test
  void aPauseBeforeTheOpeningDoesNotCount() {
    List<Manifest> commits =
        List.of(batch(1, 9_000, 500), open(2, 20), batch(3, 15, 50), batch(4, 10, 50));
    assertThat(RecentCommits.of(commits, NOW)).isEqualTo(new RecentCommits(10, 5.0));
  }

  @Test
  void theRateFallsWhenNothingLandsAnyMore() {
    assertThat(RecentCommits.of(List.of(batch(1, 100, 900), batch(2, 90, 900)), NOW))
        .isEqualTo(new RecentCommits(9, 10.0));
    assertThat(RecentCommits.of(List.of(batch(1, 1_000, 900), batch(2, 990, 900)), NOW))
        .isEqualTo(new RecentCommits(0.9, 10.0));
  }

  @Test
  void aDriverWithoutBatchesHasNoPace() {
    assertThat(RecentCommits.of(List.of(batch(1, 50, 600), open(2, 10)), NOW))
        .isEqualTo(new RecentCommits(0, null));
  }

  private static Manifest batch(long seq, long secondsAgo, long offsets) {
    return manifest(
        seq, Manifest.Kind.BATCH, secondsAgo, List.of(new Range(0, 0, offsets, offsets, 0, 0)));
  }

  private static Manifest open(long seq, long secondsAgo) {
    return manifest(seq, Manifest.Kind.OPEN, secondsAgo, List.of());
  }

  private static Manifest manifest(
      long seq, Manifest.Kind kind, long secondsAgo, List<Range> ranges) {
    return new Manifest(
        seq,
        kind,
        "u" + seq,
        NOW.minusSeconds(secondsAgo),
        new Writer("application_1_0001", 1, "s", "test"),
        null,
        Map.of(),
        ranges,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
