package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.OperatorError;

class ScheduleSettingsTest {
  @Test
  void runsEveryHourDayAndWeek() {
    assertThat(SettingsLoader.load(null, Map.of()).schedule().when())
        .containsOnlyKeys("hourly", "daily", "weekly");
  }

  @Test
  void readsEveryKey() {
    Map<String, String> given =
        Map.of(
            "schedule.python", " /opt/py/python3 ",
            "schedule.port", "1",
            "schedule.when.daily", "0 4 * * *",
            "schedule.when.monthly", "0 5 1 * *",
            "schedule.retries", "0",
            "schedule.retry-delay", "10s",
            "schedule.timeout", "1h",
            "schedule.alert", "mail -s failed me");
    assertThat(SettingsLoader.load(null, given).schedule())
        .isEqualTo(
            new ScheduleSettings(
                "/opt/py/python3",
                1,
                Map.of(
                    "hourly", "10 * * * *",
                    "daily", "0 4 * * *",
                    "weekly", "0 3 * * 1",
                    "monthly", "0 5 1 * *"),
                0,
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                "mail -s failed me"));
  }

  @ParameterizedTest
  @CsvSource({"port, 0", "retries, -1", "retries, often", "retry-delay, soon", "timeout, 0s"})
  void refusesInvalidValues(String key, String value) {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of("schedule." + key, value)))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("schedule." + key);
  }
}
