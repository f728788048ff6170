package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskPlanTest {
  @Test
  void givesASmallBatchToOneTask() {
    List<Slice> ranges = List.of(new Slice(0, 5, 105), new Slice(1, 0, 100), new Slice(2, 7, 8));
    assertThat(TaskPlan.of(ranges, 20_000, 8)).containsExactly(ranges);
  }

  @Test
  void keepsAllCoresBusyWithOneLongRange() {
    assertThat(TaskPlan.of(List.of(new Slice(3, 10, 100_010)), 20_000, 4))
        .containsExactly(
            List.of(new Slice(3, 10, 25_010)),
            List.of(new Slice(3, 25_010, 50_010)),
            List.of(new Slice(3, 50_010, 75_010)),
            List.of(new Slice(3, 75_010, 100_010)));
  }

  @Test
  void plansNoTaskForAnEmptyBatch() {
    assertThat(TaskPlan.of(List.of(), 1, 4)).isEmpty();
    assertThat(TaskPlan.of(List.of(new Slice(0, 7, 7)), 1, 4)).isEmpty();
  }

  @Test
  void coversEveryOffsetOnceInFairShares() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      List<Slice> ranges = ranges(random);
      int eventsPerTask = 1 + random.nextInt(300);
      int cores = 1 + random.nextInt(20);
      List<List<Slice>> plan = TaskPlan.of(ranges, eventsPerTask, cores);
      String when = ranges + " by " + eventsPerTask + " on " + cores;
      assertThat(joined(plan)).as(when).isEqualTo(ranges);
      assertThat(plan.size()).as(when).isBetween(1, cores);
      for (List<Slice> task : plan) {
        assertThat(task).as(when).isNotEmpty().allMatch(slice -> slice.length() > 0);
        long share = task.stream().mapToLong(Slice::length).sum();
        assertThat(plan.size() == 1 || share >= eventsPerTask).as(when).isTrue();
      }
    }
  }

  @Test
  void countsBeyondTheRangeOfInt() {
    long until = 9_000_000_000_000L;
    List<List<Slice>> plan = TaskPlan.of(List.of(new Slice(0, 0, until)), 1, 1_000);
    assertThat(plan).hasSize(1_000);
    assertThat(joined(plan)).containsExactly(new Slice(0, 0, until));
  }

  private static List<Slice> ranges(Random random) {
    List<Slice> ranges = new ArrayList<>();
    for (int partition = random.nextInt(5); partition >= 0; partition--) {
      long from = random.nextInt(100);
      ranges.add(new Slice(partition, from, from + 1 + random.nextInt(1_000)));
    }
    return ranges;
  }

  /** Joins adjacent slices. */
  private static List<Slice> joined(List<List<Slice>> plan) {
    List<Slice> joined = new ArrayList<>();
    for (Slice slice : plan.stream().flatMap(List::stream).toList()) {
      Slice last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.partition() == slice.partition() && last.until() == slice.from()) {
        joined.set(joined.size() - 1, new Slice(last.partition(), last.from(), slice.until()));
      } else {
        joined.add(slice);
      }
    }
    return joined;
  }
}
