package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.OperatorError;

class NotebookSettingsTest {
  @Test
  void hasDefaults() {
    assertThat(SettingsLoader.load(null, Map.of()).notebook())
        .isEqualTo(new NotebookSettings("", 8888));
  }

  @Test
  void readsEveryKey() {
    Map<String, String> given = Map.of("notebook.python", "/opt/py/python3", "notebook.port", "1");
    assertThat(SettingsLoader.load(null, given).notebook())
        .isEqualTo(new NotebookSettings("/opt/py/python3", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "many"})
  void refusesInvalidPorts(String port) {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of("notebook.port", port)))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("notebook.port");
  }
}
