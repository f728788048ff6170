package sparkify.common.launch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.PrivateFile;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.config.ShippedSettings;

/**
 * The input of a Spark application: files that are submitted with it. They are files because YARN
 * shows the command line to everybody.
 *
 * @param settings the settings in force where the application was submitted
 * @param request what the application is to do
 */
public record ApplicationInput<R extends Record>(Settings settings, R request) {
  private static final Logger log = LoggerFactory.getLogger(ApplicationInput.class);
  private static final String SETTINGS = "app.conf";
  private static final String SECRETS = "secrets.properties";
  private static final String REQUEST = "request.json";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /**
   * Reads the input of the application that runs in {@code folder} and logs its settings once,
   * secrets masked.
   *
   * @param request the type of the request
   */
  public static <R extends Record> ApplicationInput<R> read(Path folder, Class<R> request) {
    Settings settings = SettingsLoader.load(folder.resolve(SETTINGS), Map.of());
    log.info("{}, settings:\n{}", Version.line(), settings.redacted());
    Path file = folder.resolve(REQUEST);
    try {
      return new ApplicationInput<>(settings, JSON.readValue(file.toFile(), request));
    } catch (IOException e) {
      throw new OperatorError("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the files into {@code folder}, for its owner alone, and returns their paths. Secrets are
   * in a file of their own, which only Kafka clients read, as they do their key stores.
   */
  public List<Path> write(Path folder) throws IOException {
    ShippedSettings shipped = ShippedSettings.of(settings, SECRETS);
    List<Path> files = new ArrayList<>();
    files.add(PrivateFile.write(folder.resolve(SETTINGS), shipped.hocon()));
    files.add(PrivateFile.write(folder.resolve(REQUEST), JSON.writeValueAsString(request)));
    if (!shipped.secrets().isEmpty()) {
      files.add(PrivateFile.write(folder.resolve(SECRETS), shipped.secrets()));
    }
    for (Map.Entry<String, Path> store : shipped.stores().entrySet()) {
      Path copy = folder.resolve(store.getKey());
      files.add(PrivateFile.write(copy, Files.readAllBytes(store.getValue())));
    }
    return files;
  }
}
