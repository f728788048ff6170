package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
    SimulatorSettings simulator = settings.simulator();
    assertThat(simulator)
        .isEqualTo(
            new SimulatorSettings(
                500,
                61,
                1,
                Instant.parse("2018-10-01T00:00:00Z"),
                "steady",
                simulator.scenarios(),
                Set.of(Quirk.LATE_REGISTRATIONS, Quirk.DOUBLE_ENCODING),
                Runtime.getRuntime().availableProcessors()));
    assertThat(simulator.scenarios())
        .containsOnlyKeys(
            "steady", "growth", "price-rise", "outage", "new-client", "drift", "no-signal");
    assertThat(simulator.world())
        .isEqualTo(
            new ScenarioSettings(
                0.05,
                1,
                new ScenarioSettings.PriceRise(0, 0),
                new ScenarioSettings.Outage(0, 0, 0),
                new ScenarioSettings.NewClient(0, 0),
                new ScenarioSettings.Drift(0, 0, 0, 0)));
  }

  @Test
  void readsEveryKey() {
    Map<String, String> given =
        entries(
            "producer.batch-size", "1m",
            "producer.linger", "5ms",
            "producer.buffer-memory", "32m",
            "producer.quiet-after", "3s",
            "producer.max-line-bytes", "2m",
            "producer.side-directory", "kept",
            "simulator.users", "7",
            "simulator.days", "8",
            "simulator.seed", "-9",
            "simulator.start", "2020-01-01T00:00:00Z",
            "simulator.scenario", "drift",
            "simulator.quirks", "runs,id-blocks",
            "simulator.threads", "3",
            "simulator.scenarios.drift.newcomers", "0.3",
            "simulator.scenarios.drift.signal", "0.5",
            "simulator.scenarios.drift.price-rise.day", "1",
            "simulator.scenarios.drift.price-rise.dissatisfaction", "2",
            "simulator.scenarios.drift.outage.day", "3",
            "simulator.scenarios.drift.outage.days", "4",
            "simulator.scenarios.drift.outage.errors-per-song", "0.5",
            "simulator.scenarios.drift.new-client.day", "6",
            "simulator.scenarios.drift.new-client.per-day", "0.7",
            "simulator.scenarios.drift.drift.visits", "0.8",
            "simulator.scenarios.drift.drift.songs", "0.9",
            "simulator.scenarios.drift.drift.adverts", "1",
            "simulator.scenarios.drift.drift.opinions", "-1");
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
        .isEqualTo(
            new SimulatorSettings(
                7,
                8,
                -9,
                Instant.parse("2020-01-01T00:00:00Z"),
                "drift",
                settings.simulator().scenarios(),
                Set.of(Quirk.RUNS, Quirk.ID_BLOCKS),
                3));
    assertThat(settings.simulator().world())
        .isEqualTo(
            new ScenarioSettings(
                0.3,
                0.5,
                new ScenarioSettings.PriceRise(1, 2),
                new ScenarioSettings.Outage(3, 4, 0.5),
                new ScenarioSettings.NewClient(6, 0.7),
                new ScenarioSettings.Drift(0.8, 0.9, 1, -1)));
  }

  private static Map<String, String> entries(String... keysAndValues) {
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return entries;
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
    "simulator.start, 2020-01-01T12:00:00Z",
    "simulator.scenario, calm",
    "simulator.quirks, squeaks",
    "simulator.threads, 257",
    "simulator.scenarios.steady.newcomers, 1.1",
    "simulator.scenarios.steady.signal, 2",
    "simulator.scenarios.steady.outage.errors-per-song, 2",
    "simulator.scenarios.steady.new-client.per-day, -1",
    "simulator.scenarios.steady.drift.visits, 4",
  })
  void refusesValuesOutOfBounds(String key, String value) {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of(key, value)))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(key);
  }
}
