package sparkify.cli.yarn;

import java.util.Map;
import sparkify.common.config.ApplicationSettings;

/**
 * A Spark application to submit.
 *
 * @param name at YARN
 * @param main its main class, in a module of its own that needs {@code lake} and {@code common}
 * @param request what it is to do
 * @param tag by which it is found again
 * @param containers that it runs in
 * @param conf Spark settings beside those that every application gets
 */
record SparkApplication(
    String name,
    Class<?> main,
    Record request,
    String tag,
    ApplicationSettings containers,
    Map<String, String> conf) {
  SparkApplication {
    conf = Map.copyOf(conf);
  }
}
