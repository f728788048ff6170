package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchBoundTest {
  private static final List<Slice> RANGES =
      List.of(new Slice(0, 10, 110), new Slice(1, 0, 50), new Slice(2, 7, 8));

  @Test
  void doesNotSplitTheFirstBatchWhoseSizeNobodyKnows() {
    assertThat(new BatchBound(1).first(RANGES)).isEqualTo(RANGES);
  }

  @Test
  void leavesABatchThatFitsInOnePiece() {
    assertThat(after(151, 1_510, 1_510).first(RANGES)).isEqualTo(RANGES);
  }

  @Test
  void takesTheSameShareOfEachPartition() {
    assertThat(after(100, 1_000, 400).first(List.of(new Slice(0, 10, 110), new Slice(1, 0, 50))))
        .as("40 of 150 offsets fit, so 4 parts")
        .containsExactly(new Slice(0, 10, 35), new Slice(1, 0, 13));
  }

  @Test
  void takesOneOffsetAtLeast() {
    assertThat(after(1, 1_000_000, 1).first(RANGES)).containsExactly(new Slice(0, 10, 11));
  }

  @Test
  void doesNotSplitBatchesWithoutRecords() {
    assertThat(after(1_000, 0, 1).first(RANGES)).isEqualTo(RANGES);
  }

  @Test
  void followsRecordsThatGrow() {
    BatchBound bound = after(1_000, 1_000, 1_000);
    assertThat(length(bound.first(List.of(new Slice(0, 0, 1_000))))).isEqualTo(1_000);
    bound.landed(1_000, 1_000_000);
    assertThat(length(bound.first(List.of(new Slice(0, 0, 1_000))))).isEqualTo(1);
    bound.landed(100_000, 100_000);
    assertThat(length(bound.first(List.of(new Slice(0, 0, 1_000))))).isGreaterThan(100);
  }

  @Test
  void coversEveryOffsetOnceInPartsThatFit() {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      long fitting = 1L + random.nextInt(300);
      BatchBound bound = after(1, 8, 8 * fitting);
      List<Slice> rest = ranges(random);
      String when = rest + " in parts of " + fitting;
      long parts = 0;
      long total = length(rest);
      while (!rest.isEmpty()) {
        List<Slice> part = bound.first(rest);
        assertThat(length(part)).as(when).isBetween(1L, fitting);
        rest = Slice.after(rest, part);
        parts++;
      }
      assertThat(parts).as(when).isEqualTo((total + fitting - 1) / fitting);
    }
  }

  private static BatchBound after(long offsets, long bytes, long maxBytes) {
    BatchBound bound = new BatchBound(maxBytes);
    bound.landed(offsets, bytes);
    return bound;
  }

  private static List<Slice> ranges(Random random) {
    List<Slice> ranges = new ArrayList<>();
    for (int partition = random.nextInt(5); partition >= 0; partition--) {
      long from = random.nextInt(100);
      ranges.add(new Slice(partition, from, from + 1 + random.nextInt(1_000)));
    }
    return ranges;
  }

  private static long length(List<Slice> slices) {
    return slices.stream().mapToLong(Slice::length).sum();
  }
}
