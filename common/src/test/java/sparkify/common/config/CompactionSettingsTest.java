package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.OperatorError;

class CompactionSettingsTest {
  private static final long MIB = 1 << 20;

  @Test
  void hasTheDefaultsOfAppConf() {
    assertThat(SettingsLoader.load(null, Map.of()).compaction())
        .isEqualTo(
            new CompactionSettings(
                128 * MIB,
                4,
                1024 * MIB,
                6,
                new ApplicationSettings(
                    new ContainerSettings(1024 * MIB, 384 * MIB),
                    new ContainerSettings(2048 * MIB, 512 * MIB),
                    1,
                    2)));
  }

  @Test
  void readsEveryKey() {
    Map<String, String> given = new HashMap<>();
    given.put("compaction.target-size", "2m");
    given.put("compaction.min-files", "3");
    given.put("compaction.group-size", "4m");
    given.put("compaction.zstd-level", "5");
    given.put("compaction.driver.memory", "500m");
    given.put("compaction.driver.overhead", "65m");
    given.put("compaction.executor.memory", "600m");
    given.put("compaction.executor.overhead", "66m");
    given.put("compaction.executor.instances", "7");
    given.put("compaction.executor.cores", "8");
    given.put("lake.keep-replaced", "9h");
    Settings settings = SettingsLoader.load(null, given);
    assertThat(settings.compaction())
        .isEqualTo(
            new CompactionSettings(
                2 * MIB,
                3,
                4 * MIB,
                5,
                new ApplicationSettings(
                    new ContainerSettings(500 * MIB, 65 * MIB),
                    new ContainerSettings(600 * MIB, 66 * MIB),
                    7,
                    8)));
    assertThat(settings.compaction().smallBelow()).isEqualTo(MIB);
    assertThat(settings.lake().log().keepReplaced()).isEqualTo(Duration.ofHours(9));
  }

  @ParameterizedTest
  @CsvSource({
    "compaction.target-size, 1023, 'must be at least 1024 bytes, got ''1023'''",
    "compaction.min-files, 1, 'must be from 2 to 1000000, got ''1'''",
    "compaction.group-size, 0, 'must be at least 1024 bytes, got ''0'''",
    "compaction.zstd-level, 20, 'must be from 1 to 19, got ''20'''",
    "compaction.executor.cores, 0, 'must be from 1 to 1000, got ''0'''",
    "lake.keep-replaced, 59m, 'must be at least 1h, got 59m'",
  })
  void refusesValuesOutOfBoundsInOneLine(String key, String value, String rule) {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of(key, value)))
        .isInstanceOf(OperatorError.class)
        .message()
        .contains("'" + key + "'")
        .endsWith(rule)
        .hasLineCount(1);
  }
}
