package sparkify.cli.environment;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import sparkify.common.config.Settings;
import sparkify.common.launch.Home;

/**
 * What a command works with: the settings, the cluster they select and the dataset on it.
 *
 * @param services the Kafka, HDFS and YARN in use
 * @param configuration of HDFS and YARN
 */
public record Environment(Settings settings, Services services, Configuration configuration) {
  /** The environment of {@code settings}, in the checkout that this program runs from. */
  public static Environment of(Settings settings) {
    Services services = new Services(settings, Home.current());
    return new Environment(settings, services, services.useConfiguration());
  }

  /**
   * Likewise, after starting the local cluster if it is used and not yet up.
   *
   * @param progress receives each line of progress
   */
  public static Environment started(Settings settings, PrintWriter progress) {
    new Services(settings, Home.current()).bringUp(progress);
    return of(settings);
  }

  /**
   * Likewise, after checking that the local cluster is up if it is used.
   *
   * @throws sparkify.common.OperatorError when the local cluster is used and is down
   */
  public static Environment running(Settings settings) {
    new Services(settings, Home.current()).requireUp();
    return of(settings);
  }

  /**
   * Likewise, after checking that some of the local cluster is up if it is used.
   *
   * @throws sparkify.common.OperatorError when the local cluster is used and is down
   */
  public static Environment partlyRunning(Settings settings) {
    new Services(settings, Home.current()).requirePartlyUp();
    return of(settings);
  }

  /**
   * Likewise, after checking that HDFS accepts writes.
   *
   * @throws sparkify.common.OperatorError when HDFS does not answer or is in safe mode
   */
  public static Environment writable(Settings settings) {
    Environment environment = of(settings);
    Services.requireWritable(environment.configuration);
    return environment;
  }

  /** The checkout. */
  public Home home() {
    return services.home();
  }

  /** The dataset's lake. */
  public Lake lake() {
    return Lake.of(settings, configuration);
  }

  /** The dataset's name, and the feed unless it is that of events. */
  public String dataset() {
    return settings.dataset().label();
  }

  /** The file that records which input the demo sends to the dataset's topic. */
  public Path demoRecord() {
    return services.local().area().resolve("demo").resolve(settings.dataset().name() + ".json");
  }
}
