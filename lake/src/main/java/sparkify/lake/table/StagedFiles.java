package sparkify.lake.table;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import sparkify.common.ParallelTasks;
import sparkify.common.config.ParquetSettings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;

/**
 * The files that one task writes into a staging folder: one per UTC day, and one for rejects. Rows
 * without a time are written like those of one day.
 *
 * <p>The first days have an open file each, up to a bound; the rows of further days are collected
 * and written at the end. A day gets more than one file only when memory is short, which all tasks
 * of the JVM share: a task then finishes its largest file, or writes the collected rows if they
 * take more.
 *
 * <p>File names contain {@code task}, which no other attempt may share, so that the files of an
 * unfinished attempt are never mistaken for part of a batch.
 */
public final class StagedFiles implements Closeable {
  /** Closing a file on HDFS is mostly waiting for its blocks to be synced and reported. */
  private static final int FINISHING = 8;

  private static final long DAY_MS = 86_400_000;

  private final LakeFileSystem files;
  private final Feed feed;
  private final ParquetSettings settings;
  private final Path staging;
  private final String task;
  private final ParquetFiles parquet;
  private final WriteMemory.Share memory;
  private final boolean hasDays;

  private final Map<Long, OpenFile<LandedRow>> open = new LinkedHashMap<>();
  private final CollectedRows collected = new CollectedRows();
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
    this(files, feed, settings, staging, task, WriteMemory.SHARED);
  }

  StagedFiles(
      LakeFileSystem files,
      Feed feed,
      ParquetSettings settings,
      String staging,
      String task,
      WriteMemory memory)
      throws IOException {
    this.files = files;
    this.feed = feed;
    this.settings = settings;
    this.staging = files.resolved(files.at(staging));
    this.task = task;
    this.parquet = new ParquetFiles(files, settings);
    this.hasDays = feed.schema().time() != null;
    this.memory = memory.open(settings.writeMemoryBytes());
  }

  /** Adds a row to the file of its day. */
  public void write(LandedRow row) throws IOException {
    long time = time(row);
    long day = hasDays ? Math.floorDiv(time, DAY_MS) : 0;
    OpenFile<LandedRow> file = current;
    if (file == null || day != currentDay) {
      file = fileOf(day);
      if (file == null) {
        memory.add(collected.add(day, row));
        relieve();
        return;
      }
      current = file;
      currentDay = day;
    }
    file.write(row, time);
    sample(file);
  }

  /** Adds a rejected record. */
  public void reject(RejectedRecord record) throws IOException {
    OpenFile<RejectedRecord> file = rejects;
    if (file == null) {
      String name = "rejects/%s-%04d.parquet".formatted(task, opened++);
      file = parquet.rejects(new OpenFile.Place(staging, name, feed.rejects()));
      memory.add(file.bytes());
      rejects = file;
    }
    file.write(record, record.timestamp());
    sample(file);
  }

  /** Completes all files. */
  public void finish() throws IOException {
    List<Callable<StagedFile>> all = new ArrayList<>();
    open.values().forEach(file -> all.add(() -> file.finish(files)));
    current = null;
    rows.addAll(parallel().run(all));
    open.values().forEach(file -> memory.add(-file.bytes()));
    open.clear();
    writeCollected();
    finishRejects();
  }

  /** The finished files of rows. */
  public List<StagedFile> rows() {
    return rows;
  }

  /** The finished files of rejects. */
  public List<StagedFile> rejected() {
    return rejected;
  }

  /** Closes the files that a failure has left open, and gives back the memory. */
  @Override
  public void close() throws IOException {
    List<Closeable> left = new ArrayList<>(open.values());
    if (rejects != null) {
      left.add(rejects);
    }
    left.add(memory);
    open.clear();
    rejects = null;
    IOException failure = null;
    for (Closeable one : left) {
      try {
        one.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** The open file of the day, or null if its rows have to be collected. */
  private @Nullable OpenFile<LandedRow> fileOf(long day) throws IOException {
    OpenFile<LandedRow> file = open.get(day);
    if (file != null || !mayOpen()) {
      return file;
    }
    file = parquet.rows(newPlace(day), feed.schema());
    memory.add(file.bytes());
    open.put(day, file);
    return file;
  }

  private boolean mayOpen() {
    return open.isEmpty()
        || (open.size() < settings.maxOpenFiles()
            && memory.hasRoomForBuffers(OpenFile.FIXED_BYTES));
  }

  private OpenFile.Place newPlace(long day) {
    if (!hasDays) {
      return new OpenFile.Place(staging, "%s-%04d.parquet".formatted(task, opened++), feed.table());
    }
    String folder = "date=" + LocalDate.ofEpochDay(day);
    String name = "%s/%s-%04d.parquet".formatted(folder, task, opened++);
    return new OpenFile.Place(staging, name, feed.table() + "/" + folder);
  }

  /** The row's time or, if it has none, when its record was sent. */
  private long time(LandedRow row) {
    return hasDays ? row.row().time() : row.timestamp();
  }

  private void sample(OpenFile<?> file) throws IOException {
    if (file.isSampleDue()) {
      memory.add(file.sample());
      relieve();
    }
  }

  /** Writes what takes the most memory until this task holds no more than it may. */
  private void relieve() throws IOException {
    while (memory.isExceeded()) {
      var largest =
          open.entrySet().stream().max(Comparator.comparingLong(e -> e.getValue().bytes()));
      long ofRows = largest.map(e -> e.getValue().bytes()).orElse(0L);
      long ofRejects = rejects == null ? 0 : rejects.bytes();
      if (collected.bytes() > Math.max(ofRows, ofRejects)) {
        writeCollected();
      } else if (ofRejects > ofRows) {
        finishRejects();
      } else {
        finishDay(largest.orElseThrow().getKey());
      }
    }
  }

  private void finishDay(long day) throws IOException {
    OpenFile<LandedRow> file = Objects.requireNonNull(open.get(day));
    rows.add(file.finish(files));
    open.remove(day);
    current = null;
    memory.add(-file.bytes());
  }

  private void finishRejects() throws IOException {
    OpenFile<RejectedRecord> file = rejects;
    if (file != null) {
      rejected.add(file.finish(files));
      rejects = null;
      memory.add(-file.bytes());
    }
  }

  /** Writes the collected rows, each day into a file of its own. */
  private void writeCollected() throws IOException {
    long released = collected.bytes();
    List<Callable<StagedFile>> all = new ArrayList<>();
    collected
        .removeAll()
        .forEach(
            (day, ofDay) -> {
              OpenFile.Place place = newPlace(day);
              all.add(() -> write(place, ofDay));
            });
    rows.addAll(parallel().run(all));
    memory.add(-released);
  }

  private StagedFile write(OpenFile.Place place, List<LandedRow> ofDay) throws IOException {
    OpenFile<LandedRow> file = parquet.rows(place, feed.schema());
    try (file) {
      for (LandedRow row : ofDay) {
        file.write(row, time(row));
      }
      return file.finish(files);
    }
  }

  private ParallelTasks parallel() {
    return new ParallelTasks("finish the files", Math.min(FINISHING, settings.maxOpenFiles()));
  }
}
