package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LogState;
import sparkify.lake.log.TablePaths;

/** A dataset's lake as a bare reader sees it, and its log. */
public record LandedTable(LakeFileSystem files) {

  /** The lake of {@code dataset}. */
  public static LandedTable of(EmbeddedHdfs hdfs, String dataset) {
    return new LandedTable(hdfs.lake("/" + dataset));
  }

  /** The rows that are visible in {@code folder} of the lake. */
  public List<Group> rows(String folder) throws IOException {
    List<Group> rows = new ArrayList<>();
    for (FileStatus file : files.visibleFiles(files.at(folder))) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), file.getPath())
              .withConf(files.configuration())
              .build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** How often each offset of {@code partition} is visible, in the table or the rejects. */
  public Map<Long, Integer> visible(int partition) throws IOException {
    Map<Long, Integer> seen = new TreeMap<>();
    for (String folder : List.of("events", "rejects")) {
      for (Group row : rows(folder)) {
        if (row.getInteger("kafka_partition", 0) == partition) {
          seen.merge(row.getLong("kafka_offset", 0), 1, Integer::sum);
        }
      }
    }
    return seen;
  }

  /** The offsets 0 to {@code until}, once each. */
  public static Map<Long, Integer> once(long until) {
    Map<Long, Integer> all = new TreeMap<>();
    for (long offset = 0; offset < until; offset++) {
      all.put(offset, 1);
    }
    return all;
  }

  /** Checks that the log accounts for every offset that it covers. */
  public void requireBalance() throws IOException {
    assertThat(log().partitions().values())
        .allMatch(
            p -> p.committed() - p.start() == p.landed() + p.rejected() + p.gaps() + p.absent());
  }

  /** Whether the commit log says that {@code partition} has landed up to {@code until}. */
  boolean hasLanded(int partition, long until) throws IOException {
    return log().committed().getOrDefault(partition, 0L) >= until;
  }

  /** The request that stops the application which holds the table. */
  StopRequest stopRequest() throws IOException {
    String holder = Objects.requireNonNull(log().holder()).application();
    return new StopRequest(files, new TablePaths(files, "events").stopRequest(holder));
  }

  public LogState log() throws IOException {
    return new CommitLog(new TablePaths(files, "events")).read();
  }
}
