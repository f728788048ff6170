package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.OperatorError;

class ModelSettingsTest {
  private static final long MIB = 1 << 20;

  @Test
  void hasTheDefaultsOfAppConf() {
    assertThat(load(Map.of()))
        .isEqualTo(
            new ModelSettings(
                new TrainingSettings(
                    Duration.ofDays(14),
                    new TrainingSettings.Cutoffs(
                        Duration.ofDays(7), 2, 8, Duration.ofDays(10), Optional.empty()),
                    new TrainingSettings.Minimum(30, 10),
                    new TrainingSettings.Candidates(300, 30, 3),
                    0.9,
                    5,
                    1,
                    1_000,
                    0.1,
                    500,
                    200_000),
                new ApplicationSettings(
                    new ContainerSettings(1024 * MIB, 512 * MIB),
                    new ContainerSettings(1024 * MIB, 512 * MIB),
                    1,
                    2)));
  }

  @Test
  void readsEveryKey() {
    Map<String, String> given = new HashMap<>();
    given.put("model.horizon", "21d");
    given.put("model.cutoffs.every", "3d");
    given.put("model.cutoffs.test", "4");
    given.put("model.cutoffs.train", "5");
    given.put("model.cutoffs.min-observed", "6d");
    given.put("model.cutoffs.last-complete-day", "2018-11-29");
    given.put("model.minimum.train-leavers", "7");
    given.put("model.minimum.test-leavers", "8");
    given.put("model.candidates.many-leavers", "17");
    given.put("model.candidates.trees", "18");
    given.put("model.candidates.tree-depth", "4");
    given.put("model.largest-single-auc", "0.95");
    given.put("model.folds", "9");
    given.put("model.seed", "-10");
    given.put("model.resamples", "110");
    given.put("model.contact-budget", "0.12");
    given.put("model.isotonic-from", "13");
    given.put("model.sorted-rows", "14");
    given.put("model.driver.memory", "500m");
    given.put("model.driver.overhead", "65m");
    given.put("model.executor.memory", "600m");
    given.put("model.executor.overhead", "66m");
    given.put("model.executor.instances", "15");
    given.put("model.executor.cores", "16");
    assertThat(load(given))
        .isEqualTo(
            new ModelSettings(
                new TrainingSettings(
                    Duration.ofDays(21),
                    new TrainingSettings.Cutoffs(
                        Duration.ofDays(3),
                        4,
                        5,
                        Duration.ofDays(6),
                        Optional.of(LocalDate.of(2018, 11, 29))),
                    new TrainingSettings.Minimum(7, 8),
                    new TrainingSettings.Candidates(17, 18, 4),
                    0.95,
                    9,
                    -10,
                    110,
                    0.12,
                    13,
                    14),
                new ApplicationSettings(
                    new ContainerSettings(500 * MIB, 65 * MIB),
                    new ContainerSettings(600 * MIB, 66 * MIB),
                    15,
                    16)));
  }

  @ParameterizedTest
  @CsvSource({
    "model.horizon, 0d, 'must be at least 1d, got 0ms'",
    "model.horizon, 36h, 'must be whole days, got 1d 12h'",
    "model.cutoffs.every, 12h, 'must be at least 1d, got 12h'",
    "model.cutoffs.every, 25h, 'must be whole days, got 1d 1h'",
    "model.cutoffs.min-observed, 1h, 'must be at least 1d, got 1h'",
    "model.cutoffs.test, 0, 'must be from 1 to 100, got ''0'''",
    "model.cutoffs.test, 101, 'must be from 1 to 100, got ''101'''",
    "model.cutoffs.train, 0, 'must be from 1 to 1000, got ''0'''",
    "model.cutoffs.last-complete-day, yesterday, 'must be a day such as 2018-11-30, or empty, got ''yesterday'''",
    "model.minimum.train-leavers, 0, 'must be at least 1, got ''0'''",
    "model.minimum.test-leavers, -1, 'must be at least 1, got ''-1'''",
    "model.candidates.many-leavers, 0, 'must be at least 1, got ''0'''",
    "model.candidates.trees, 1, 'must be from 2 to 10000, got ''1'''",
    "model.candidates.tree-depth, 11, 'must be from 1 to 10, got ''11'''",
    "model.largest-single-auc, 0.4, 'must be from 0.5 to 1.0, got ''0.4'''",
    "model.folds, 1, 'must be from 2 to 100, got ''1'''",
    "model.resamples, 99, 'must be from 100 to 1000000, got ''99'''",
    "model.contact-budget, 0, 'must be from 0.001 to 1.0, got ''0.0'''",
    "model.contact-budget, 1.5, 'must be from 0.001 to 1.0, got ''1.5'''",
    "model.isotonic-from, 0, 'must be at least 1, got ''0'''",
    "model.sorted-rows, -1, 'must be from 0 to 2147483647, got ''-1'''",
    "model.driver.memory, 1m, 'must be at least 493879296 bytes, got ''1048576'''",
    "model.executor.overhead, 1m, 'must be at least 67108864 bytes, got ''1048576'''",
    "model.executor.instances, 0, 'must be from 1 to 10000, got ''0'''",
    "model.executor.cores, 1001, 'must be from 1 to 1000, got ''1001'''",
  })
  void refusesValuesOutOfBoundsInOneLine(String key, String value, String rule) {
    assertThatThrownBy(() -> load(Map.of(key, value)))
        .isInstanceOf(OperatorError.class)
        .message()
        .contains("'" + key + "'")
        .endsWith(rule)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.folds", "model.seed", "model.sorted-rows"})
  void countsAreWholeNumbers(String key) {
    assertThatThrownBy(() -> load(Map.of(key, "2.5")))
        .isInstanceOf(OperatorError.class)
        .message()
        .contains("'" + key + "'")
        .endsWith("must be a whole number, got '2.5'")
        .hasLineCount(1);
  }

  private static ModelSettings load(Map<String, String> overrides) {
    return SettingsLoader.load(null, overrides).model();
  }
}
