package sparkify.lake.fs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.metrics2.AbstractMetric;
import org.apache.hadoop.metrics2.MetricsRecord;
import org.apache.hadoop.metrics2.impl.MetricsCollectorImpl;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An HDFS inside the test's JVM: one NameNode and one DataNode on free loopback ports.
 *
 * <p>As a JUnit extension, {@code @RegisterExtension static final EmbeddedHdfs hdfs = new
 * EmbeddedHdfs();}, it lives as long as the class's tests. Each test uses its own folder.
 */
public final class EmbeddedHdfs implements AutoCloseable, BeforeAllCallback, AfterAllCallback {
  private @Nullable Path directory;
  private @Nullable MiniDFSCluster cluster;

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  /** Starts an empty file system; returns when files can be written. */
  public void start() {
    try {
      directory = Files.createTempDirectory("embedded-hdfs");
      MiniDFSCluster started =
          new MiniDFSCluster.Builder(settings(), directory.toFile())
              .numDataNodes(1)
              .waitSafeMode(true)
              .build();
      started.waitActive();
      cluster = started;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start HDFS in " + directory, e);
    }
  }

  /** Stops and deletes the data. */
  @Override
  public void close() {
    if (cluster != null) {
      cluster.shutdown();
      cluster = null;
    }
    if (directory != null) {
      delete(directory);
      directory = null;
    }
  }

  /** The file system's address, without a slash at the end. */
  public String uri() {
    return "hdfs://127.0.0.1:" + running().getNameNodePort();
  }

  /** A client configuration with this file system as the default. */
  public Configuration configuration() {
    Configuration configuration = new Configuration(running().getConfiguration(0));
    configuration.set("fs.defaultFS", uri());
    return configuration;
  }

  /** Opens a lake in {@code folder}, an absolute path on this file system. */
  public LakeFileSystem lake(String folder) {
    try {
      return LakeFileSystem.open(uri() + folder, configuration());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open " + folder, e);
    }
  }

  /**
   * The different permissions of all folders ({@code d…}) and files below a folder, and its own.
   */
  public SortedSet<String> permissions(String folder) throws IOException {
    FileSystem files = running().getFileSystem();
    SortedSet<String> found = new TreeSet<>();
    collect(files, files.getFileStatus(new org.apache.hadoop.fs.Path(folder)), found);
    return found;
  }

  private static void collect(FileSystem files, FileStatus of, Set<String> found)
      throws IOException {
    found.add((of.isDirectory() ? "d" : "-") + of.getPermission());
    if (of.isDirectory()) {
      for (FileStatus child : files.listStatus(of.getPath())) {
        collect(files, child, found);
      }
    }
  }

  /** The cluster itself, for tests that stop or damage parts of it. */
  public MiniDFSCluster cluster() {
    return running();
  }

  /** How many syncs to disk the DataNode has been asked for. */
  public long syncs() {
    String name = running().getDataNodes().get(0).getMetrics().name();
    MetricsCollectorImpl metrics = new MetricsCollectorImpl();
    DefaultMetricsSystem.instance().getSource(name).getMetrics(metrics, true);
    long syncs = 0;
    List<? extends MetricsRecord> records = metrics.getRecords();
    for (MetricsRecord record : records) {
      for (AbstractMetric metric : record.metrics()) {
        syncs += metric.name().equals("FsyncCount") ? metric.value().longValue() : 0;
      }
    }
    return syncs;
  }

  /**
   * A client configuration with the mount table {@code viewfs://NAME} over this file system.
   *
   * @param name of no other mount table in this JVM, because clients are cached by it
   * @param mounts folders of this file system, by where they are mounted
   */
  public Configuration viewFs(String name, Map<String, String> mounts) {
    Configuration configuration = configuration();
    mounts.forEach(
        (folder, target) ->
            configuration.set("fs.viewfs.mounttable." + name + ".link." + folder, uri() + target));
    return configuration;
  }

  private MiniDFSCluster running() {
    if (cluster == null) {
      throw new IllegalStateException("Cannot use HDFS: it is not running");
    }
    return cluster;
  }

  private static Configuration settings() {
    Configuration settings = new Configuration();
    settings.setInt("dfs.replication", 1);
    // Closing a file otherwise waits for the DataNode's report, a quarter of a second each.
    settings.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 10);
    return settings;
  }

  private static void delete(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + root, e);
    }
  }
}
