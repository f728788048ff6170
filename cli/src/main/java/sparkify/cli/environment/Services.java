package sparkify.cli.environment;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.jspecify.annotations.Nullable;
import sparkify.cluster.LocalCluster;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.Settings;
import sparkify.common.launch.Home;

/**
 * The Kafka, HDFS and YARN that a command works with: the cluster of HADOOP_CONF_DIR if that is
 * set, otherwise the local one. Nothing else differs between the two.
 */
public final class Services {
  private final Settings settings;
  private final Home home;

  Services(Settings settings, Home home) {
    this.settings = settings;
    this.home = home;
  }

  /** The checkout. */
  Home home() {
    return home;
  }

  /** Whether the local cluster is used. */
  public static boolean areLocal() {
    return configured() == null;
  }

  /** The folder with the configuration of HDFS and YARN. */
  public Path hadoopConf() {
    String configured = configured();
    if (configured == null) {
      return local().hadoopConf();
    }
    Path directory = Path.of(configured);
    if (!Files.isReadable(directory.resolve("core-site.xml"))) {
      throw new OperatorError(
          "Cannot use HADOOP_CONF_DIR="
              + configured
              + ": it contains no readable core-site.xml; unset it to use the local cluster");
    }
    return directory;
  }

  /** The environment variables with which programs of Hadoop and Spark use this cluster. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(loopbackVariables());
    String conf = hadoopConf().toString();
    variables.put("HADOOP_CONF_DIR", conf);
    variables.put("YARN_CONF_DIR", conf);
    return variables;
  }

  /** The environment variables that keep Spark on loopback; none unless the cluster is local. */
  public static Map<String, String> loopbackVariables() {
    return areLocal()
        ? Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_LOCAL_HOSTNAME", "localhost")
        : Map.of();
  }

  /** The local cluster. */
  public LocalCluster local() {
    return LocalCluster.of(settings, home.root());
  }

  /** Starts the local cluster if it is used and not yet up. */
  void bringUp(PrintWriter progress) {
    if (areLocal() && !local().isUp()) {
      local().up(progress::println);
    } else if (areLocal()) {
      local().requireSameKind();
    }
  }

  /** Requires that the local cluster is up, if it is used. */
  void requireUp() {
    require(LocalCluster::isUp);
  }

  /** Requires that some of the local cluster is up, if it is used. */
  void requirePartlyUp() {
    require(LocalCluster::isPartlyUp);
  }

  private void require(Predicate<LocalCluster> running) {
    if (!areLocal()) {
      return;
    }
    if (!running.test(local())) {
      throw new OperatorError(
          "Cannot use the local cluster: it is not running; start it with ./deploy.sh local up");
    }
    local().requireSameKind();
  }

  /**
   * Makes this thread load the cluster's Hadoop configuration from now on.
   *
   * <p>Sets the context class loader, because Hadoop and everything built on it looks there.
   */
  Configuration useConfiguration() {
    try {
      URL directory = hadoopConf().toUri().toURL();
      ClassLoader parent = Services.class.getClassLoader();
      Thread.currentThread()
          .setContextClassLoader(new URLClassLoader(new URL[] {directory}, parent));
      return new Configuration();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("Cannot name " + hadoopConf() + " as a URL", e);
    }
  }

  /** Requires that HDFS answers and accepts writes. */
  static void requireWritable(Configuration configuration) {
    URI address = FileSystem.getDefaultUri(configuration);
    try {
      FileSystem files = FileSystem.get(configuration);
      if (files instanceof DistributedFileSystem hdfs && hdfs.isInSafeMode()) {
        throw new OperatorError(
            "Cannot write to "
                + address
                + ": the NameNode is in safe mode; wait until that ends (hdfs dfsadmin -safemode"
                + " wait)");
      }
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot reach HDFS at " + address + ": " + RootCause.message(e) + "; is the NameNode up?",
          e);
    }
  }

  private static @Nullable String configured() {
    String directory = System.getenv("HADOOP_CONF_DIR");
    return directory == null || directory.isBlank() ? null : directory;
  }
}
