package sparkify.cli.yarn;

import java.util.Map;
import java.util.regex.Pattern;
import sparkify.common.config.ApplicationSettings;

/**
 * A Spark application to submit.
 *
 * @param kind one word for what it does, such as {@code land}
 * @param main its main class, in a module that needs only {@code lake} and {@code common} besides
 * @param request its input, passed as JSON
 * @param containers the containers it runs in
 * @param conf Spark settings in addition to those that every application gets
 */
record SparkApplication(
    String kind,
    String dataset,
    Class<?> main,
    Record request,
    ApplicationSettings containers,
    Map<String, String> conf) {
  /** Settings of an application whose driver hands out many short jobs; it is not tried again. */
  static final Map<String, String> SHORT_JOBS =
      Map.of(
          "spark.yarn.maxAppAttempts",
          "1",
          // Up to so many files, the driver looks them up itself, in a millisecond each. A job
          // would have to wait for the first executor.
          "spark.sql.sources.parallelPartitionDiscovery.threshold",
          "1000");

  SparkApplication {
    conf = Map.copyOf(conf);
  }

  /** The name YARN shows. */
  String name() {
    return "sparkify " + kind + " " + dataset;
  }

  /** The YARN tag of all applications of this kind on this dataset. */
  String tag() {
    return tag(kind, dataset);
  }

  /** The YARN tag of all applications of a kind on a dataset. */
  static String tag(String kind, String dataset) {
    return "sparkify-" + kind + "-" + dataset;
  }

  /** Whether it is the tag of the applications of some kind on any feed of a dataset. */
  static boolean isTag(String tag, String dataset) {
    return tag.matches("sparkify-[a-z]+-" + Pattern.quote(dataset) + "(\\.[a-z]+)?");
  }
}
