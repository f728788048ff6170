package sparkify.common.config;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a scheduler runs, and when.
 *
 * @param python command or path of the Python to use for Airflow; empty for the first suitable one
 * @param port of Airflow, on the loopback address
 * @param when cron expressions in UTC, by name of the DAG
 * @param retries how often a failed task is tried again
 * @param retryDelay from the failure to the next try
 * @param timeout of one try
 * @param alert an address or a shell command that is told of failures, or empty
 */
public record ScheduleSettings(
    String python,
    int port,
    Map<String, String> when,
    int retries,
    Duration retryDelay,
    Duration timeout,
    String alert) {
  private static final int MAX_RETRIES = 100;

  public ScheduleSettings {
    when = new TreeMap<>(when);
  }

  static ScheduleSettings from(Section schedule) {
    return new ScheduleSettings(
        schedule.text("python").strip(),
        schedule.port("port"),
        schedule.entries("when"),
        schedule.integer("retries", 0, MAX_RETRIES),
        schedule.duration("retry-delay", Duration.ZERO),
        schedule.duration("timeout", Duration.ofSeconds(1)),
        schedule.text("alert").strip());
  }
}
