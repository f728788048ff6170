package sparkify.bench.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import sparkify.cli.environment.Environment;
import sparkify.common.OperatorError;
import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.Topics;

/** Kafka and HDFS, as the parts use them. */
final class Cluster {
  private static final double MIB = 1 << 20;

  private final KafkaSettings kafka;
  private final Configuration configuration;
  private final Path folder;

  /**
   * @param folder on HDFS, for all that is written
   */
  Cluster(Environment environment, String folder) {
    this.kafka = environment.settings().kafka();
    this.configuration = environment.configuration();
    this.folder = new Path(folder);
  }

  /**
   * Parquet files that readers see.
   *
   * @param rows by their footers
   */
  record Rows(long rows, long files, double mib) {}

  /** Kafka's address. */
  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  void createTopic(String topic) {
    try (Topics topics = Topics.connect(kafka)) {
      topics.ensure(topic);
    }
  }

  void deleteTopic(String topic) {
    try (Topics topics = Topics.connect(kafka)) {
      topics.delete(topic);
      topics.delete(Topics.replaysOf(topic));
    }
  }

  /**
   * Requires that a topic holds as many records as it should, or more: transactions take offsets,
   * too.
   */
  void requireRecords(String topic, long events) {
    try (Topics topics = Topics.connect(kafka)) {
      long found = topics.describe(topic).size();
      if (found < events) {
        throw new OperatorError(
            "Topic %s has %,d records (must be %,d)".formatted(topic, found, events));
      }
    }
  }

  /** Where a topic ends, by partition. */
  Map<Integer, Long> end(String topic) {
    try (Topics topics = Topics.connect(kafka)) {
      return topics.describe(topic).end();
    }
  }

  /** A folder that does not exist yet, as a path on HDFS. */
  String folder(String name) {
    return new Path(folder, name).toString();
  }

  /** The address of a path for programs that need all of it. */
  String address(String path) throws IOException {
    return files().makeQualified(new Path(path)).toString();
  }

  /** Counts the rows below a folder. */
  Rows count(String path) throws IOException {
    long rows = 0;
    long bytes = 0;
    List<Path> found = parquetFiles(files().makeQualified(new Path(path)));
    for (Path file : found) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
        rows += reader.getRecordCount();
      }
      bytes += files().getFileStatus(file).getLen();
    }
    return new Rows(rows, found.size(), bytes / MIB);
  }

  private List<Path> parquetFiles(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = files().listFiles(root, true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      String relative = root.toUri().relativize(file.toUri()).getPath();
      if (relative.endsWith(".parquet") && !("/" + relative).matches(".*/[._].*")) {
        found.add(file);
      }
    }
    return found;
  }

  void delete(String path) throws IOException {
    files().delete(new Path(path), true);
  }

  void deleteAll() throws IOException {
    files().delete(folder, true);
  }

  private FileSystem files() throws IOException {
    return FileSystem.get(configuration);
  }
}
