package sparkify.lake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.LogSettings;
import sparkify.common.config.ParquetSettings;
import sparkify.common.feed.Parsed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.TablePaths;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.StagedFiles;

/**
 * Lands lines of a feed in a lake, without Kafka: as if they were the records of one partition.
 *
 * @param isRunning which other applications have not ended: what they have staged stays
 */
public record LineLanding(
    LakeFileSystem files, Feed feed, ParquetSettings parquet, Predicate<String> isRunning) {

  /** Gives the next line, or null after the last. */
  public interface Lines {
    byte @Nullable [] next() throws IOException;
  }

  /** Lands {@code lines} in one commit. */
  public Manifest land(List<String> lines) throws IOException {
    Iterator<String> left = lines.iterator();
    return land(() -> left.hasNext() ? left.next().getBytes(StandardCharsets.UTF_8) : null);
  }

  /** Lands {@code lines}, none of which is rejected, in one commit. */
  public Manifest land(Lines lines) throws IOException {
    CommitSession session = open();
    String staging = session.stage();
    long from = session.state().committed().getOrDefault(0, 0L);
    try (StagedFiles staged =
        new StagedFiles(files, feed, parquet, session.staging(staging), "task")) {
      long offset = from;
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        Parsed.Row row = (Parsed.Row) feed.parser().parse(line, Long.MAX_VALUE / 2);
        staged.write(new LandedRow(row, 0, offset++, 7 * offset));
      }
      staged.finish();
      Range range = new Range(0, from, offset, offset - from, 0, 0);
      return session.commit(staging, new Batch(List.of(range), staged.rows(), List.of()));
    }
  }

  /** Opens the table like a stream that has nothing to land yet. */
  public CommitSession open() throws IOException {
    Topic topic = new Topic("topic", "id", 1);
    return CommitSession.open(
        new CommitLog(new TablePaths(files, feed.table())),
        new LogSettings(3, Duration.ofDays(7)),
        new Driver("application_1_0001", 1, "test", isRunning, Clock.systemUTC()),
        null,
        state -> new Opening(topic, state.topic() == null ? Map.of(0, 0L) : Map.of(), List.of()));
  }
}
