package sparkify.cli.environment;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import sparkify.common.config.Settings;
import sparkify.common.launch.Home;

/**
 * What a command works with: settings, the cluster they mean, and the dataset on it.
 *
 * @param services which Kafka, HDFS and YARN
 * @param configuration of HDFS and YARN
 */
public record Environment(Settings settings, Services services, Configuration configuration) {
  /** The environment of {@code settings} in the checkout that this program runs from. */
  public static Environment of(Settings settings) {
    Services services = new Services(settings, Home.current());
    return new Environment(settings, services, services.useConfiguration());
  }

  /** The same, refused where the local cluster is used and does not run. */
  public static Environment running(Settings settings) {
    new Services(settings, Home.current()).requireUp();
    return of(settings);
  }

  /** The same, refused where HDFS takes no writes. */
  public static Environment writable(Settings settings) {
    Environment environment = of(settings);
    Services.requireWritable(environment.configuration);
    return environment;
  }

  /** The checkout. */
  public Home home() {
    return services.home();
  }

  /** The lake of the dataset. */
  public Lake lake() {
    return Lake.of(settings, configuration);
  }

  /** The dataset's name. */
  public String dataset() {
    return settings.dataset().name();
  }

  /** Where the demo of the dataset notes what it replays. */
  public Path demoRecord() {
    return services.local().directory().resolve("demo").resolve(dataset() + ".json");
  }
}
