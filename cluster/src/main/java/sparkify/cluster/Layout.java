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
 * Where the local cluster keeps its things.
 *
 * @param home the checkout, where the class paths are
 * @param directory the folder of everything it keeps
 * @param root the same folder by a name that YARN can live with: launch scripts of containers break
 *     on a space, so a folder with one is reached through a symbolic link in the temporary folder
 */
record Layout(Path home, Path directory, Path root) {
  private static final String HADOOP_CONF = "hadoop-conf";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/+@=-]+");

  static Layout of(Path home, String directory) {
    Path base = home.toAbsolutePath().normalize();
    Path real = base.resolve(directory).normalize();
    return new Layout(base, real, isPlain(real) ? real : alias(real));
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
              + " for the local cluster: YARN needs a path of plain letters and the"
              + " temporary folder "
              + alias.getParent()
              + " has none either; set cluster.directory to one");
    }
    return alias;
  }

  /** The configuration of HDFS and YARN. */
  Path hadoopConf() {
    return directory.resolve(HADOOP_CONF);
  }

  /** The same folder by its plain name, as the daemons are told. */
  Path plainHadoopConf() {
    return root.resolve(HADOOP_CONF);
  }

  Path kafkaConf() {
    return directory.resolve("kafka-conf");
  }

  Path kafkaProperties() {
    return kafkaConf().resolve("server.properties");
  }

  Path data() {
    return directory.resolve("data");
  }

  /** A folder of data by its plain name, as the daemons are told. */
  Path data(String name) {
    return root.resolve("data").resolve(name);
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

  /** Held by whoever starts or stops daemons. */
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
   * What a wipe deletes: what the daemons of those names made. The lock is held meanwhile, and
   * others keep their logs here too.
   */
  List<Path> everything(List<String> daemons) {
    List<Path> all =
        new ArrayList<>(List.of(data(), run(), temporary(), hadoopConf(), kafkaConf()));
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

  /** Makes the folders and the link, which a reboot may have taken away. */
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
          "Cannot make the folders of the local cluster in " + directory + ": " + e, e);
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
