package sparkify.lake.table;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;
import sparkify.common.ParallelTasks;
import sparkify.common.config.ParquetSettings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;

/**
 * The files that one task writes into a staging folder: one open per UTC day, up to a bound, and
 * one for rejects.
 *
 * <p>File names contain {@code task}, which no other attempt may share, so that the files of an
 * unfinished attempt are never mistaken for part of a batch.
 */
public final class StagedFiles implements Closeable {
  /** Closing a file on HDFS is mostly waiting for its blocks to be reported. */
  private static final ParallelTasks FINISHING = new ParallelTasks("finish the files", 8);

  private static final long DAY_MS = 86_400_000;

  private final LakeFileSystem files;
  private final Feed feed;
  private final ParquetSettings settings;
  private final Path staging;
  private final String task;

  /** In order of last use, oldest first. */
  private final Map<Long, OpenFile<LandedRow>> open = new LinkedHashMap<>(16, 0.75f, true);

  private @Nullable OpenFile<LandedRow> current;
  private long currentDay = Long.MIN_VALUE;
  private @Nullable OpenFile<RejectedRecord> rejects;
  private final List<StagedFile> rows = new ArrayList<>();
  private final List<StagedFile> rejected = new ArrayList<>();
  private int opened;

  /**
   * Prepares to write; no file is created before its first row.
   *
   * @param staging the batch's staging folder, relative to the lake's; it exists
   * @param task a name for this attempt of the task, unique within the batch
   */
  public StagedFiles(
      LakeFileSystem files, Feed feed, ParquetSettings settings, String staging, String task)
      throws IOException {
    this.files = files;
    this.feed = feed;
    this.settings = settings;
    this.staging = files.resolved(files.at(staging));
    this.task = task;
  }

  /** Adds a row to the file of its day. */
  public void write(LandedRow row) throws IOException {
    long time = row.row().time();
    long day = Math.floorDiv(time, DAY_MS);
    OpenFile<LandedRow> file = current;
    if (file == null || day != currentDay) {
      file = fileOf(day);
      current = file;
      currentDay = day;
    }
    file.write(row, time);
  }

  /** Adds a rejected record. */
  public void reject(RejectedRecord record) throws IOException {
    OpenFile<RejectedRecord> file = rejects;
    if (file == null) {
      String name = "rejects/%s.parquet".formatted(task);
      file = new OpenFile<>(name, feed.rejects(), ParquetFile.rejects(files, at(name), settings));
      rejects = file;
    }
    file.write(record, record.timestamp());
  }

  /** Closes all files, which completes them. */
  public void finish() throws IOException {
    List<Callable<StagedFile>> all = new ArrayList<>();
    open.values().forEach(file -> all.add(file::finish));
    rows.addAll(FINISHING.run(all));
    open.clear();
    current = null;
    if (rejects != null) {
      rejected.add(rejects.finish());
      rejects = null;
    }
  }

  /** The finished files of rows. */
  public List<StagedFile> rows() {
    return rows;
  }

  /** The finished files of rejects. */
  public List<StagedFile> rejected() {
    return rejected;
  }

  /** Closes the files that a failure has left open. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    List<OpenFile<?>> left = new ArrayList<>(open.values());
    if (rejects != null) {
      left.add(rejects);
    }
    open.clear();
    rejects = null;
    for (OpenFile<?> file : left) {
      try {
        file.writer.close();
      } catch (IOException | RuntimeException e) {
        IOException next = new IOException("Failed to close " + at(file.name), e);
        if (failure == null) {
          failure = next;
        } else {
          failure.addSuppressed(next);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private OpenFile<LandedRow> fileOf(long day) throws IOException {
    OpenFile<LandedRow> file = open.get(day);
    if (file != null) {
      return file;
    }
    if (open.size() >= settings.maxOpenFiles()) {
      var oldest = open.entrySet().iterator();
      rows.add(oldest.next().getValue().finish());
      oldest.remove();
    }
    String folder = "date=" + LocalDate.ofEpochDay(day);
    String name = "%s/%s-%04d.parquet".formatted(folder, task, opened++);
    file =
        new OpenFile<>(
            name,
            feed.table() + "/" + folder,
            ParquetFile.rows(files, at(name), feed.schema(), settings));
    open.put(day, file);
    return file;
  }

  private Path at(String name) {
    return new Path(staging, name);
  }

  private final class OpenFile<T> {
    private final String name;
    private final String folder;
    private final ParquetWriter<T> writer;
    private long count;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;

    OpenFile(String name, String folder, ParquetWriter<T> writer) {
      this.name = name;
      this.folder = folder;
      this.writer = writer;
    }

    void write(T record, long time) throws IOException {
      writer.write(record);
      count++;
      minTime = Math.min(minTime, time);
      maxTime = Math.max(maxTime, time);
    }

    StagedFile finish() throws IOException {
      writer.close();
      return new StagedFile(name, folder, count, files.length(at(name)), minTime, maxTime);
    }
  }
}
