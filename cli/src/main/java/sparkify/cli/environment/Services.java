package sparkify.cli.environment;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Which Kafka, HDFS and YARN a command works with: the cluster of HADOOP_CONF_DIR when that is set,
 * else the local one. Nothing else differs between the two.
 */
public final class Services {
  private final Settings settings;
  private final Home home;

  public Services(Settings settings, Home home) {
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

  /** Where the configuration of HDFS and YARN lies. */
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
              + ": there is no readable core-site.xml in it; unset it to use the local cluster");
    }
    return directory;
  }

  /** The local cluster. */
  public LocalCluster local() {
    return LocalCluster.of(settings, home.root());
  }

  /** Starts the local cluster where that is used and does not run yet. */
  public void bringUp(PrintWriter progress) {
    if (areLocal() && !local().isUp()) {
      local().up(progress::println);
    }
  }

  /** Refuses to go on where the local cluster is used and does not run. */
  public void requireUp() {
    if (areLocal() && !local().isUp()) {
      throw new OperatorError(
          "Cannot ask the local cluster: it is not running; start it with ./deploy.sh local up");
    }
  }

  /**
   * Makes every Hadoop configuration of this thread from now on that of the cluster.
   *
   * <p>A class loader, because that is where Hadoop, and all that is built on it, looks.
   */
  public Configuration useConfiguration() {
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

  /** Refuses to go on when HDFS does not answer, or takes no writes yet. */
  public static void requireWritable(Configuration configuration) {
    URI address = FileSystem.getDefaultUri(configuration);
    try {
      FileSystem files = FileSystem.get(configuration);
      if (files instanceof DistributedFileSystem hdfs && hdfs.isInSafeMode()) {
        throw new OperatorError(
            "Cannot write to "
                + address
                + ": the NameNode is in safe mode; wait until it has left it, or find out why it stays (hdfs dfsadmin -safemode get)");
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
