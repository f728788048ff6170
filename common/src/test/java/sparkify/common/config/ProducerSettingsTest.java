package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.OperatorError;

class ProducerSettingsTest {
  @Test
  void hasDefaults() {
    Settings settings = SettingsLoader.load(null, Map.of());
    assertThat(settings.producer())
        .isEqualTo(
            new ProducerSettings(
                256 << 10,
                Duration.ofMillis(10),
                64 << 20,
                Duration.ofSeconds(2),
                16 << 20,
                Path.of(".local/side")));
    assertThat(settings.simulator())
        .isEqualTo(new SimulatorSettings(500, 61, 1, Instant.parse("2018-10-01T00:00:00Z")));
  }

  @Test
  void readsEveryKey() {
    Map<String, String> given =
        Map.of(
            "producer.batch-size", "1m",
            "producer.linger", "5ms",
            "producer.buffer-memory", "32m",
            "producer.quiet-after", "3s",
            "producer.max-line-bytes", "2m",
            "producer.side-directory", "kept",
            "simulator.users", "7",
            "simulator.days", "8",
            "simulator.seed", "-9",
            "simulator.start", "2020-01-01T00:00:00Z");
    Settings settings = SettingsLoader.load(null, given);
    assertThat(settings.producer())
        .isEqualTo(
            new ProducerSettings(
                1 << 20,
                Duration.ofMillis(5),
                32 << 20,
                Duration.ofSeconds(3),
                2 << 20,
                Path.of("kept")));
    assertThat(settings.simulator())
        .isEqualTo(new SimulatorSettings(7, 8, -9, Instant.parse("2020-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "producer.batch-size, 10",
    "producer.batch-size, 65m",
    "producer.buffer-memory, 1k",
    "producer.quiet-after, 1ms",
    "producer.max-line-bytes, 100",
    "producer.max-line-bytes, 257m",
    "producer.side-directory, ''",
    "simulator.users, 0",
    "simulator.days, 3651",
    "simulator.start, yesterday",
  })
  void refusesValuesOutOfBounds(String key, String value) {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of(key, value)))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(key);
  }
}
