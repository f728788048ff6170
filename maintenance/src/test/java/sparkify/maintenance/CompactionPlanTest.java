package sparkify.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import sparkify.common.config.SettingsLoader;
import sparkify.lake.log.Manifest.DataFile;

class CompactionPlanTest {
  private static final LocalDate FIRST = LocalDate.of(2018, 10, 1);

  private final CompactionPlan plan =
      new CompactionPlan(
          SettingsLoader.load(
                  null,
                  Map.of(
                      "compaction.target-size", "10k",
                      "compaction.min-files", "3",
                      "compaction.group-size", "20k"))
              .compaction());

  @Test
  void choosesFilesBelowHalfTheTargetIfThereAreEnough() {
    DateFiles enough = date(0, 5_119, 100, 5_120, 200, 90_000);
    DateFiles tooFew = date(1, 100, 200, 5_120);
    assertThat(plan.worthwhile(List.of(enough, tooFew), null))
        .containsExactly(date(0, 5_119, 100, 200));
  }

  @Test
  void leavesOutTheGivenDateAndThoseAfterIt() {
    List<DateFiles> dates = List.of(date(0, 1, 2, 3), date(1, 1, 2, 3), date(2, 1, 2, 3));
    assertThat(plan.worthwhile(dates, FIRST.plusDays(1))).containsExactly(dates.get(0));
  }

  @Test
  void fillsFilesToAboutTheTargetSize() {
    assertThat(LongStream.of(1, 15_000, 16_000, 51_200).mapToInt(plan::files))
        .containsExactly(1, 1, 2, 5);
  }

  @Test
  void aGroupEndsBeforeItExceedsItsSize() {
    List<DateFiles> dates = List.of(date(0, 10_000), date(1, 10_000), date(2, 10_000));
    assertThat(plan.groups(dates)).containsExactly(dates.subList(0, 2), dates.subList(2, 3));
  }

  @Test
  void aDateLargerThanAGroupIsAGroup() {
    List<DateFiles> dates = List.of(date(0, 1), date(1, 90_000), date(2, 1));
    assertThat(plan.groups(dates)).hasSize(3);
  }

  @Test
  void aGroupHasAtMostAThousandFiles() {
    long[] many = LongStream.generate(() -> 1).limit(600).toArray();
    List<DateFiles> dates = List.of(date(0, many), date(1, many), date(2, 1));
    assertThat(plan.groups(dates)).containsExactly(dates.subList(0, 1), dates.subList(1, 3));
  }

  private static DateFiles date(int day, long... bytes) {
    return new DateFiles(
        FIRST.plusDays(day),
        Arrays.stream(bytes)
            .mapToObj(b -> new DataFile("staged", "path", 1, b, 0, 0, null))
            .toList());
  }
}
