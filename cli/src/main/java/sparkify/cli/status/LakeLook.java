package sparkify.cli.status;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sparkify.cli.environment.Lake;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.LogState;
import sparkify.lake.log.LogState.LastBatch;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;

/**
 * What the lake on HDFS says.
 *
 * @param commits number of the newest commit, 0 when there is none
 * @param holder the driver that opened the table last, or null
 * @param lastBatch the newest batch, or null
 * @param days what each date has in live files of rows, in order of date
 */
record LakeLook(
    String root,
    long commits,
    long landed,
    long rejected,
    long lost,
    long batches,
    @Nullable Topic topic,
    @Nullable Writer holder,
    @Nullable LastBatch lastBatch,
    Map<Integer, PartitionTotals> partitions,
    RecentCommits recent,
    Map<String, Day> days,
    Rejects.Counts rejects) {

  /** The live files of one date. */
  record Day(long files, long bytes, long rows) {
    private static final Day EMPTY = new Day(0, 0, 0);

    private Day plus(Day other) {
      return new Day(files + other.files, bytes + other.bytes, rows + other.rows);
    }
  }

  static LakeLook at(Lake lake, Rejects rejects, Instant now) throws IOException {
    LiveTable table = lake.commits().readTable();
    LogState state = table.state();
    return new LakeLook(
        lake.root().toString(),
        state.seq(),
        state.landed(),
        state.rejected(),
        state.partitions().values().stream().mapToLong(PartitionTotals::gaps).sum(),
        state.batches(),
        state.topic(),
        state.holder(),
        state.lastBatch(),
        state.partitions(),
        RecentCommits.read(lake.commits(), state.seq(), now),
        days(table.files()),
        rejects.look(table));
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
      String date = path.get(path.size() - 2).replaceFirst("^date=", "");
      days.merge(date, new Day(1, file.bytes(), file.rows()), Day::plus);
    }
    return days;
  }
}
