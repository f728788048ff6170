package sparkify.bench.jmh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.event.Events;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.lake.Feed;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.StagedFiles;

/** Writes rows as Parquet, as a task of landing does: a file per day, compressed and summed. */
@State(Scope.Benchmark)
public class WriteBenchmark {
  private static final int ROWS = 20_000;

  private final Settings settings = SettingsLoader.load(null, Map.of());
  private final TemporaryLake lake = TemporaryLake.create();
  private final List<LandedRow> rows = rows();
  private int run;

  /** One task's files, from the first row to the last byte. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public List<StagedFile> stagedFiles() throws IOException {
    String staging = "staging-" + run++;
    try (StagedFiles staged =
        new StagedFiles(
            lake.files(), Feed.events(settings), settings.lake().parquet(), staging, "task")) {
      for (LandedRow row : rows) {
        staged.write(row);
      }
      staged.finish();
      return staged.rows();
    } finally {
      lake.delete(staging);
    }
  }

  /** Deletes all files. */
  @TearDown
  public void delete() {
    lake.delete("");
  }

  private List<LandedRow> rows() {
    RowParser parser = Events.parser(settings.event());
    List<LandedRow> all = new ArrayList<>();
    byte[][] lines = Lines.first(ROWS);
    for (int i = 0; i < ROWS; i++) {
      Parsed parsed = parser.parse(lines[i % lines.length], System.currentTimeMillis());
      if (parsed instanceof Parsed.Row row) {
        all.add(new LandedRow(row, 0, i, row.time()));
      }
    }
    return all;
  }
}
