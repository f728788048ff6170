package sparkify.common.launch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;

/**
 * The input of a Spark application: two files that are submitted with it. They are files because
 * YARN shows the command line to everybody.
 *
 * @param settings the settings in force where the application was submitted
 * @param request what the application is to do
 */
public record ApplicationInput<R extends Record>(Settings settings, R request) {
  private static final Logger log = LoggerFactory.getLogger(ApplicationInput.class);
  private static final String SETTINGS = "app.conf";
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

  /** Writes both files into {@code folder} and returns their paths. */
  public List<Path> write(Path folder) throws IOException {
    return List.of(
        Files.writeString(folder.resolve(SETTINGS), settings.hocon()),
        Files.writeString(folder.resolve(REQUEST), JSON.writeValueAsString(request)));
  }
}
