package sparkify.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import sparkify.common.OperatorError;
import sparkify.common.config.ClusterSettings;

/** The daemons' configuration files, generated from the settings at each start. */
final class ConfFiles {
  private final Map<Path, String> files = new TreeMap<>();

  private ConfFiles() {}

  static ConfFiles of(ClusterSettings settings, Layout layout, Machine machine) {
    ConfFiles all = new ConfFiles();
    HadoopConf.files(settings, layout, machine)
        .forEach((name, text) -> all.files.put(layout.hadoopConf().resolve(name), text));
    KafkaConf.files(settings, layout)
        .forEach((name, text) -> all.files.put(layout.kafkaConf().resolve(name), text));
    return all;
  }

  /** Whether a file on disk was generated from other settings. */
  boolean differ() {
    return files.entrySet().stream()
        .anyMatch(e -> Files.exists(e.getKey()) && !read(e.getKey()).equals(e.getValue()));
  }

  void write() {
    files.forEach(ConfFiles::write);
  }

  /** Replaces a file atomically: a client that reads meanwhile sees the old one or the new one. */
  static void write(Path file, String text) {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(temporary, text);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OperatorError("Cannot write " + file + ": " + e, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new OperatorError("Cannot read " + file + ": " + e, e);
    }
  }
}
