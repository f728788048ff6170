package sparkify.cli.status;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.cli.environment.Lake;
import sparkify.common.Incident;
import sparkify.common.RootCause;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.LogState;
import sparkify.lake.log.LogState.LastBatch;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;
import sparkify.lake.rejects.NewestRejects;

/**
 * What the lake on HDFS says.
 *
 * @param commits number of the newest commit, 0 when there is none
 * @param holder the driver that opened the table last, or null
 * @param lastBatch the newest batch, or null
 * @param recent null if it cannot be read
 * @param days what each date has in live files of rows, in order of date
 * @param rejects null if they cannot be read
 * @param unread why some figures are missing
 */
record LakeLook(
    String root,
    long commits,
    long landed,
    long rejected,
    long lost,
    long cuts,
    long batches,
    @Nullable Topic topic,
    @Nullable Writer holder,
    @Nullable LastBatch lastBatch,
    Map<Integer, PartitionTotals> partitions,
    @Nullable RecentCommits recent,
    Map<String, Day> days,
    NewestRejects.@Nullable Look rejects,
    List<Look.Trouble> unread) {

  private static final Logger log = LoggerFactory.getLogger(LakeLook.class);

  /** The live files of one date. */
  record Day(long files, long bytes, long rows) {
    private static final Day EMPTY = new Day(0, 0, 0);

    private Day plus(Day other) {
      return new Day(files + other.files, bytes + other.bytes, rows + other.rows);
    }
  }

  static LakeLook at(Lake lake, NewestRejects rejects, Instant now) throws IOException {
    LiveTable table = lake.commits().readTable();
    LogState state = table.state();
    List<Look.Trouble> unread = new ArrayList<>();
    return new LakeLook(
        lake.root().toString(),
        state.seq(),
        state.landed(),
        state.rejected(),
        state.partitions().values().stream().mapToLong(PartitionTotals::gaps).sum(),
        state.cuts().size(),
        state.batches(),
        state.topic(),
        state.holder(),
        state.lastBatch(),
        state.partitions(),
        figure("the pace", () -> RecentCommits.read(lake.commits(), state.seq(), now), unread),
        days(table.files()),
        figure("the reasons of rejects", () -> rejects.look(table), unread),
        unread);
  }

  /** A figure that need not be known, or null and why its files cannot be read. */
  private static <T> @Nullable T figure(
      String name, Callable<T> reading, List<Look.Trouble> unread) {
    try {
      return reading.call();
    } catch (Exception e) { // Files that are damaged fail in any way.
      log.warn("Cannot read {}", name, e);
      unread.add(
          new Look.Trouble(
              Incident.HDFS_UNREACHABLE,
              "%s cannot be read: %s".formatted(name, RootCause.message(e))));
      return null;
    }
  }

  @Nullable Double outPerSecond() {
    return recent == null ? null : recent.outPerSecond();
  }

  @Nullable Double secondsBetweenBatches() {
    return recent == null ? null : recent.secondsBetweenBatches();
  }

  /** The sum of all dates. */
  Day total() {
    return days.values().stream().reduce(Day.EMPTY, Day::plus);
  }

  /** How many files the date with most files has: many small ones need a compaction. */
  long mostFilesInOneDay() {
    return days.values().stream().mapToLong(Day::files).max().orElse(0);
  }

  private static Map<String, Day> days(Collection<DataFile> files) {
    Map<String, Day> days = new TreeMap<>();
    for (DataFile file : files) {
      List<String> path = List.of(file.path().split("/"));
      String folder = path.get(path.size() - 2);
      String date = folder.startsWith("date=") ? folder.substring("date=".length()) : "all";
      days.merge(date, new Day(1, file.bytes(), file.rows()), Day::plus);
    }
    return days;
  }
}
