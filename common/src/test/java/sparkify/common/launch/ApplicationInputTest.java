package sparkify.common.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;

class ApplicationInputTest {
  @TempDir private Path folder;

  record Request(String name, @Nullable LocalDate day, @Nullable String note, boolean flag) {}

  @Test
  void readsTheSettingsAndTheRequestThatWereWritten() throws IOException {
    Settings settings = SettingsLoader.load(null, Map.of("dataset", "medium"));
    Request request = new Request("é \"quoted\"", LocalDate.of(2018, 11, 30), null, true);
    var written = new ApplicationInput<>(settings, request);
    assertThat(written.write(folder))
        .containsExactly(folder.resolve("app.conf"), folder.resolve("request.json"));
    assertThat(ApplicationInput.read(folder, Request.class)).isEqualTo(written);
    assertThat(folder.resolve("request.json")).content().contains("\"2018-11-30\"");
  }

  @Test
  void keepsSecretsInAFileOfTheirOwnThatNobodyElseCanRead() throws IOException {
    Settings settings = SettingsLoader.load(null, Map.of("kafka.client.ssl.key.password", "hush"));
    Path secrets = folder.resolve("secrets.properties");
    List<Path> files =
        new ApplicationInput<>(settings, new Request("", null, null, true)).write(folder);
    assertThat(files).contains(secrets);
    for (Path file : files) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.readString(file).contains("hush")).isEqualTo(file.equals(secrets));
    }
  }

  @Test
  void takesKeyStoresAlong(@TempDir Path elsewhere) throws IOException {
    Path store = Files.writeString(elsewhere.resolve("client.p12"), "keys");
    Settings settings =
        SettingsLoader.load(null, Map.of("kafka.client.ssl.keystore.location", store.toString()));
    Path copy = folder.resolve("kafka-keystore");
    assertThat(new ApplicationInput<>(settings, new Request("", null, null, true)).write(folder))
        .contains(copy);
    assertThat(copy).hasContent("keys");
    assertThat(Files.getPosixFilePermissions(copy))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void reportsAMissingRequestInOneLine() throws IOException {
    Files.writeString(folder.resolve("app.conf"), "dataset = medium");
    assertThatThrownBy(() -> ApplicationInput.read(folder, Request.class))
        .isInstanceOf(OperatorError.class)
        .message()
        .startsWith("Cannot read " + folder.resolve("request.json") + ": ")
        .hasLineCount(1);
  }
}
