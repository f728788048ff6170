package sparkify.model.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.common.config.TrainingSettings;

class CutoffsTest {
  private static final LocalDate FIRST = LocalDate.of(2018, 10, 1);
  private static final LocalDate LAST = LocalDate.of(2018, 11, 30);

  private final SortedMap<LocalDate, Long> events = new TreeMap<>();

  CutoffsTest() {
    FIRST.datesUntil(LAST.plusDays(1)).forEach(day -> events.put(day, 8_000L));
  }

  @Test
  void twoMonthsGiveThreeWeeksOfTrainingAndTwoOfTesting() {
    Cutoffs cutoffs = choose();
    assertThat(cutoffs.train()).containsExactly(october(13), october(20), october(27));
    assertThat(cutoffs.test()).containsExactly(november(10), november(17));
    assertThat(cutoffs.lastCompleteDay()).isEqualTo(LAST);
    assertThat(cutoffs.observed().first()).isEqualTo(FIRST);
  }

  @Test
  void daysWithHardlyAnyEventsMoveNothing() {
    events.put(LAST.plusDays(1), 24L);
    events.put(LAST.plusDays(2), 2L);
    assertThat(choose().test()).containsExactly(november(10), november(17));
    assertThat(choose().lastCompleteDay()).isEqualTo(LAST);
  }

  @Test
  void aStrayEventLongAfterTheRestMovesNothing() {
    events.put(LAST.plusDays(40), 1L);
    assertThat(choose().lastCompleteDay()).isEqualTo(LAST);
  }

  @Test
  void aDayWithHalfTheMedianIsCompleteAndWithLessIsNot() {
    events.put(LAST, 4_000L);
    assertThat(choose().lastCompleteDay()).isEqualTo(LAST);
    events.put(LAST, 3_999L);
    assertThat(choose().lastCompleteDay()).isEqualTo(LAST.minusDays(1));
    assertThat(choose().test()).containsExactly(november(9), november(16));
  }

  @Test
  void theMedianOfAnEvenNumberOfDaysIsTheMeanOfTheMiddleTwo() {
    events.clear();
    events.put(FIRST, 10L);
    events.put(FIRST.plusDays(1), 20L);
    events.put(FIRST.plusDays(2), 8L);
    DayVolumes volumes = new DayVolumes(events);
    assertThat(volumes.lastCompleteDay()).contains(FIRST.plusDays(2));
    events.put(FIRST.plusDays(2), 7L);
    volumes = new DayVolumes(events);
    assertThat(volumes.lastCompleteDay()).contains(FIRST.plusDays(1));
  }

  @Test
  void theSettingOverridesTheLastCompleteDay() {
    Cutoffs cutoffs = choose("model.cutoffs.last-complete-day", "2018-11-28");
    assertThat(cutoffs.lastCompleteDay()).isEqualTo(november(28));
    assertThat(cutoffs.test()).containsExactly(november(8), november(15));
    assertThat(cutoffs.train()).containsExactly(october(11), october(18), october(25));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2015-06-01", "2017-06-01", "2018-09-30"})
  void aStrayEventLongBeforeTheRestMovesNothing(String day) {
    Cutoffs without = choose();
    events.put(LocalDate.parse(day), 1L);
    assertThat(choose()).isEqualTo(without);
  }

  @Test
  void aTrickleAndAnEmptyWeekBeforeTheRestMoveNothing() {
    Cutoffs without = choose();
    FIRST.minusDays(20).datesUntil(FIRST.minusDays(7)).forEach(day -> events.put(day, 3L));
    assertThat(choose()).isEqualTo(without);
  }

  @Test
  void aFirstDayThatBeganLateIsNotObserved() {
    events.put(FIRST, 3_999L);
    assertThat(choose().observed().first()).isEqualTo(FIRST.plusDays(1));
    events.put(FIRST, 4_000L);
    assertThat(choose().observed().first()).isEqualTo(FIRST);
  }

  @Test
  void daysWithoutEventsDoNotCountAsObserved() {
    String[] lastDay = {"model.cutoffs.last-complete-day", "2018-11-28"};
    assertThat(choose(lastDay).train()).containsExactly(october(11), october(18), october(25));
    events.remove(october(5));
    assertThat(choose(lastDay).train()).containsExactly(october(18), october(25));
    long from = october(1).toEpochDay();
    assertThat(choose().observed().count(from, from + 7)).isEqualTo(6);
  }

  @Test
  void daysAfterTheOneToCountBackFromChangeNothing() {
    events.put(FIRST, 4_000L);
    TrainingSettings settings =
        Cutoffs.settingsAsOf(november(23), events, FrameSettings.with(Map.of()));
    Cutoffs expected = Cutoffs.of(events.headMap(november(24)), settings);
    LAST.datesUntil(LAST.plusDays(200)).forEach(day -> events.put(day, 9_000_000L));
    assertThat(Cutoffs.of(events, settings)).isEqualTo(expected);
    assertThat(expected.lastCompleteDay()).isEqualTo(november(23));
    assertThat(expected.firstObservedDay()).isEqualTo(FIRST);
  }

  @Test
  void aDayAfterTheLastCompleteOneHasTooLittleData() {
    events.put(LAST.plusDays(1), 24L);
    TrainingSettings settings = FrameSettings.with(Map.of());
    assertThat(Cutoffs.settingsAsOf(null, events, settings).cutoffs().lastCompleteDay())
        .contains(LAST);
    assertThatThrownBy(() -> Cutoffs.settingsAsOf(LAST.plusDays(1), events, settings))
        .isInstanceOf(TooLittleData.class)
        .hasMessageStartingWith(
            "Cannot train as of 2018-12-01: the last complete day is 2018-11-30");
  }

  @Test
  void settingsDetermineNumberAndDistance() {
    Cutoffs cutoffs =
        choose("model.cutoffs.every", "1d", "model.cutoffs.test", "1", "model.cutoffs.train", "2");
    assertThat(cutoffs.test()).containsExactly(november(17));
    assertThat(cutoffs.train()).containsExactly(november(2), november(3));
  }

  @Test
  void aLongerHorizonMovesTheCutoffsBack() {
    Cutoffs cutoffs = choose("model.horizon", "21d");
    assertThat(cutoffs.test()).containsExactly(november(3), november(10));
    assertThat(cutoffs.train()).containsExactly(october(13));
  }

  @Test
  void aHorizonThatLeavesNoTrainCutoffIsRefused() {
    assertThatThrownBy(() -> choose("model.horizon", "22d"))
        .isInstanceOf(OperatorError.class)
        .hasMessage(
            "Cannot place cutoffs: data from 2018-10-01 to the end of 2018-11-30 allow 2"
                + " of 2 cutoffs for testing and none for training, with a horizon of 22 days, 10"
                + " observed days before each cutoff and 7 days between cutoffs; shorten"
                + " model.horizon, lower model.cutoffs.test or land more days");
  }

  @Test
  void aHorizonThatLeavesNoTestCutoffIsRefused() {
    assertThatThrownBy(() -> choose("model.horizon", "60d"))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("allow 0 of 2 cutoffs for testing and none for training")
        .hasMessageContaining("a horizon of 60 days");
  }

  @Test
  void aSingleDayIsNotKnownToBeComplete() {
    events.keySet().removeIf(day -> !day.equals(FIRST));
    assertThatThrownBy(this::choose)
        .isInstanceOf(OperatorError.class)
        .hasMessage(
            "Cannot place cutoffs: 2018-10-01 is the only day with events, so no day is known to be"
                + " complete; land more days or set model.cutoffs.last-complete-day");
  }

  @Test
  void aLastCompleteDayAfterTheDataIsRefused() {
    assertThatThrownBy(() -> choose("model.cutoffs.last-complete-day", "2018-12-01"))
        .isInstanceOf(OperatorError.class)
        .hasMessage(
            "Cannot count cutoffs back from 2018-12-01: the last day with events is 2018-11-30;"
                + " set model.cutoffs.last-complete-day to a day with data");
  }

  private Cutoffs choose(String... settings) {
    Map<String, String> overrides = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      overrides.put(settings[i], settings[i + 1]);
    }
    TrainingSettings model = FrameSettings.with(overrides);
    return Cutoffs.choose(new DayVolumes(events), model);
  }

  private static LocalDate october(int day) {
    return LocalDate.of(2018, 10, day);
  }

  private static LocalDate november(int day) {
    return LocalDate.of(2018, 11, day);
  }
}
