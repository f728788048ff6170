package sparkify.cli.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sparkify.common.config.ScheduleSettings;

/**
 * What is scheduled for a dataset, as schedule/dags/sparkify_dags.py reads it.
 *
 * @param home the checkout with deploy.sh
 * @param options of every command
 * @param environment variables of every command
 * @param when cron expressions in UTC, by name of the DAG
 * @param retryDelay in seconds
 * @param timeout in seconds
 */
record Plan(
    String dataset,
    String home,
    List<String> options,
    Map<String, String> environment,
    Map<String, String> when,
    int retries,
    double retryDelay,
    double timeout,
    String alert) {
  private static final double MILLIS = 1000;
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  Plan {
    options = List.copyOf(options);
    environment = new LinkedHashMap<>(environment);
    when = new LinkedHashMap<>(when);
  }

  static Plan of(
      String dataset,
      Path home,
      List<String> options,
      Map<String, String> environment,
      ScheduleSettings settings) {
    return new Plan(
        dataset,
        home.toString(),
        options,
        environment,
        settings.when(),
        settings.retries(),
        settings.retryDelay().toMillis() / MILLIS,
        settings.timeout().toMillis() / MILLIS,
        settings.alert());
  }

  /** The plan as JSON text. */
  String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the plan of " + dataset, e);
    }
  }

  /** Writes it into {@code folder}; Airflow sees the plan before or this one. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path temporary = Files.writeString(folder.resolve(dataset + ".new"), json());
    Files.move(
        temporary,
        folder.resolve(dataset + ".json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
