package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.OperatorError;

class SettingsErrorsTest {
  @TempDir private Path directory;

  @Test
  void namesFileLineAndKeyOfABadValue() {
    fails("\n\nstreaming {\n  batch-interval = 1ms\n}\n")
        .hasMessage(
            "app.conf: 4: Invalid value at 'streaming.batch-interval': must be at least 100ms, got 1ms");
  }

  @Test
  void namesFileLineAndTheNearestKeyForAnUnknownKey() {
    fails("kafka {\n  bootstrap-server = \"a:1\"\n}\n")
        .hasMessage(
            "app.conf: 2: Unknown setting 'kafka.bootstrap-server': did you mean 'kafka.bootstrap-servers'?");
  }

  @Test
  void suggestsNoKeyWhenNoneIsSimilar() {
    fails("colour = blue")
        .hasMessage("app.conf: 1: Unknown setting 'colour': app.conf lists all settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "streming {} | streming",
        "streaming { driver { heap {} } } | streaming.driver.heap",
        "dataste = null | dataste",
        "lake { parquet { zstd = [] } } | lake.parquet.zstd",
      })
  void refusesUnknownKeysWithoutAValue(String text, String key) {
    fails(text).hasMessageStartingWith("app.conf: 1: Unknown setting '" + key + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka.timeout = soon | kafka.timeout",
        "kafka.timeout = null | kafka.timeout",
        "kafka = 5 | kafka",
        "streaming.driver = [1] | streaming.driver",
        "dataset = ${nowhere} | nowhere",
        "kafka { timeout = 1s | 1",
        "streaming.initial-rate = many | streaming.initial-rate",
        "kafka.client { a = [1, 2] } | kafka.client",
      })
  void everyErrorBeginsWithFileAndLine(String text, String named) {
    fails(text).message().startsWith("app.conf: 1: ").contains(named).doesNotContain("\n");
  }

  @Test
  void namesTheOptionThatIsWrong() {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of("kafka.topic.partitions", "0")))
        .hasMessage(
            "-Dkafka.topic.partitions: Invalid value at 'kafka.topic.partitions': must be from 1 to 10000, got '0'");
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of("datset", "x")))
        .hasMessage("-Ddatset: Unknown setting 'datset': did you mean 'dataset'?");
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> SettingsLoader.load(directory.resolve("none.conf"), Map.of()))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("none.conf");
  }

  @Test
  void refusesAKeytabWithoutAPrincipal() {
    fails("yarn.keytab = here")
        .hasMessageContaining("'yarn.principal'")
        .hasMessageContaining("together with yarn.keytab");
  }

  @ParameterizedTest
  @CsvSource({
    "dataset, Medium",
    "dataset, a.b",
    "dataset, ''",
    "kafka.bootstrap-servers, localhost",
    "kafka.bootstrap-servers, 'a:1,'",
    "kafka.timeout, 500ms",
    "kafka.topic.partitions, 10001",
    "kafka.topic.partitions, 2.5",
    "kafka.topic.replication, -2",
    "event.min-ts, 2015",
    "event.max-ahead, -1s",
    "lake.umask, 028",
    "lake.umask, 700",
    "lake.umask, 0700",
    "lake.umask, u=rwx",
    "lake.parquet.zstd-level, 0",
    "lake.parquet.zstd-level, 20",
    "lake.parquet.row-group, 1k",
    "lake.parquet.max-open-files, 0",
    "streaming.initial-rate, 0",
    "streaming.max-rate-per-partition, 3000000000",
    "streaming.events-per-task, 0",
    "streaming.poll-timeout, 999ms",
    "streaming.on-data-loss, ignore",
    "streaming.max-attempts, 0",
    "streaming.driver.memory, 100m",
    "streaming.executor.overhead, 1m",
    "streaming.executor.instances, 0",
    "streaming.executor.cores, 0",
    "yarn.queue, ' '",
    "yarn.archive-directory, ''",
    "yarn.archive-directory, s3a://lib/archive",
    "yarn.start-timeout, 0s",
    "cluster.kafka.port, 65536",
  })
  void refusesValuesOutOfBounds(String key, String value) {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of(key, value)))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("-D" + key + ": ")
        .hasMessageContaining("'" + key + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/lake, s3a://",
    "gs://bucket, gs://",
    "abfss://c@a.dfs.core.windows.net/x, abfss://",
    "file:///tmp/lake, file://",
    "relative/path, absolute",
    "/my lake, address",
  })
  void refusesALakeWhoseRenameCannotCommit(String base, String named) {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of("lake.base", base)))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("-Dlake.base: ")
        .hasMessageContaining(named)
        .hasMessageContaining(base);
  }

  @Test
  void computesTheLevenshteinDistance() {
    assertThat(SettingsLoader.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(SettingsLoader.distance("", "abc")).isEqualTo(3);
    assertThat(SettingsLoader.distance("same", "same")).isZero();
  }

  private AbstractThrowableAssert<?, ?> fails(String text) {
    Path file = directory.resolve("app.conf");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return assertThatThrownBy(() -> SettingsLoader.load(file, Map.of()))
        .isInstanceOf(OperatorError.class);
  }
}
