package sparkify.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparkify.common.OperatorError;

/**
 * Where the local cluster keeps its files.
 *
 * @param home the checkout, which contains the class paths
 * @param directory the folder of all its files
 * @param root the same folder under a name that YARN can handle: containers' launch scripts break
 *     on a space, so a folder with one is reached through a symbolic link in the temporary folder
 * @param isSecure whether it is the cluster with the secured broker, which has data of its own
 */
record Layout(Path home, Path directory, Path root, boolean isSecure) {
  private static final String HADOOP_CONF = "hadoop-conf";
  private static final String SECURE = "secure";
  private static final String DATA = "data";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/+@=-]+");

  static Layout of(Path home, String directory) {
    Path base = home.toAbsolutePath().normalize();
    Path real = base.resolve(directory).normalize();
    return new Layout(base, real, isPlain(real) ? real : alias(real), false);
  }

  /** The same for the cluster with the secured broker. */
  Layout secure() {
    return new Layout(home, directory, root, true);
  }

  private static boolean isPlain(Path path) {
    return PLAIN.matcher(path.toString()).matches();
  }

  private static Path alias(Path real) {
    String id = UUID.nameUUIDFromBytes(real.toString().getBytes(StandardCharsets.UTF_8)).toString();
    Path alias =
        Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().resolve("sparkify-" + id);
    if (!isPlain(alias)) {
      throw new OperatorError(
          "Cannot use "
              + real
              + " for the local cluster: YARN needs a path of plain letters, and the temporary folder "
              + alias.getParent()
              + " has other characters too; set cluster.directory to a plain path");
    }
    return alias;
  }

  /** The configuration of HDFS and YARN. */
  Path hadoopConf() {
    return directory.resolve(HADOOP_CONF);
  }

  /** The same folder under its plain name, for the daemons. */
  Path plainHadoopConf() {
    return root.resolve(HADOOP_CONF);
  }

  Path kafkaConf() {
    return directory.resolve("kafka-conf");
  }

  Path kafkaProperties() {
    return kafkaConf().resolve("server.properties");
  }

  /** The folder of what only this kind of cluster has: its data, and files about them. */
  Path area() {
    return isSecure ? directory.resolve(SECURE) : directory;
  }

  /** The same folder under its plain name, for the daemons. */
  Path plainArea() {
    return isSecure ? root.resolve(SECURE) : root;
  }

  Path data() {
    return area().resolve(DATA);
  }

  /** A daemon's data folder under its plain name, for the daemon. */
  Path data(String name) {
    return plainArea().resolve(DATA).resolve(name);
  }

  Path logs() {
    return directory.resolve("logs");
  }

  Path run() {
    return directory.resolve("run");
  }

  Path temporary() {
    return directory.resolve("tmp");
  }

  /** Locked by the command that starts or stops daemons. */
  Path lock() {
    return directory.resolve("lock");
  }

  /** The file in which the build lists the jars of {@code module}, kafka or hadoop. */
  Path classPath(String module) {
    return home.resolve("cluster").resolve(module).resolve("target").resolve("classpath");
  }

  Path logback() {
    return home.resolve("logback.xml");
  }

  /**
   * What a wipe deletes: everything that daemons of those names have written, secured or not. It
   * spares the lock, which is held meanwhile, and the logs that other programs keep here.
   */
  List<Path> writtenBy(List<String> daemons) {
    List<Path> all = new ArrayList<>(List.of(run(), temporary(), hadoopConf(), kafkaConf()));
    all.add(directory.resolve(DATA));
    all.add(directory.resolve(SECURE));
    all.add(logs().resolve("containers"));
    if (Files.isDirectory(logs())) {
      try (Stream<Path> files = Files.list(logs())) {
        files
            .filter(file -> daemons.stream().anyMatch(file.getFileName().toString()::startsWith))
            .forEach(all::add);
      } catch (IOException e) {
        throw new OperatorError("Cannot list " + logs() + ": " + e, e);
      }
    }
    return all;
  }

  /** Creates the folders and the link, which a reboot may have removed. */
  void create() {
    try {
      for (Path folder : new Path[] {data(), logs(), run(), temporary()}) {
        Files.createDirectories(folder);
      }
      if (!root.equals(directory)) {
        link();
      }
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot create the folders of the local cluster in " + directory + ": " + e, e);
    }
  }

  private void link() throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(root, directory);
    }
    boolean ours =
        Files.isSymbolicLink(root)
            && Files.readSymbolicLink(root).equals(directory)
            && Files.getOwner(root, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(directory));
    if (!ours) {
      throw new OperatorError(
          "Cannot use " + root + ": it should be this user's link to " + directory + "; remove it");
    }
  }

  void removeLink() {
    try {
      if (Files.isSymbolicLink(root) && !root.equals(directory)) {
        Files.delete(root);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the link " + root, e);
    }
  }
}
