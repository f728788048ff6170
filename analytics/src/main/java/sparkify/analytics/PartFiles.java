package sparkify.analytics;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import sparkify.analytics.table.Grain;
import sparkify.analytics.table.Table;
import sparkify.common.ParallelTasks;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.table.OpenFile;
import sparkify.lake.table.OpenFile.Place;
import sparkify.lake.table.ParquetFiles;

/**
 * The files that one task writes for the parts of a table, one after the other. To complete a file
 * means to wait for disks, so small ones wait for each other and are completed together.
 */
final class PartFiles implements Closeable {
  private static final long DAY_MS = 86_400_000;

  /** A file of more rows is completed at once, so that its buffers take no memory any more. */
  private static final int SMALL = 1000;

  private static final int TOGETHER = 16;

  private final Table table;
  private final LakeFileSystem files;
  private final ParquetFiles parquet;
  private final Path staging;
  private final String task;
  private final UnsafeProjection written;
  private final List<PartFile> whole = new ArrayList<>();
  private final List<StagedFile> finished = new ArrayList<>();
  private @Nullable PartFile current;

  /** The file of a part. */
  private final class PartFile {
    private final LocalDate day;
    private final OpenFile<InternalRow> file;
    private int rows;

    PartFile(LocalDate day) throws IOException {
      this.day = day;
      String folder = table.folder(day);
      String name = folder.substring(folder.lastIndexOf('/') + 1) + "/" + task + ".parquet";
      this.file = parquet.open(new Place(staging, name, folder), new ParquetWriteSupport());
    }

    void write(InternalRow row) throws IOException {
      file.write(written.apply(row), begin());
      rows++;
    }

    StagedFile finish() throws IOException {
      StagedFile staged = file.finish(files);
      return new StagedFile(
          staged.name(),
          staged.folder(),
          staged.rows(),
          staged.bytes(),
          begin(),
          end(),
          staged.sha256());
    }

    private long begin() {
      return day.toEpochDay() * DAY_MS;
    }

    /** The last millisecond of the part. */
    private long end() {
      return table.grain() == Grain.ALL
          ? begin()
          : (table.grain().lastDay(day).toEpochDay() + 1) * DAY_MS - 1;
    }
  }

  private PartFiles(PartWriter writer, StructType written, LakeFileSystem files, String task)
      throws IOException {
    this.table = writer.table();
    this.files = files;
    this.parquet = new ParquetFiles(files, writer.parquet());
    this.staging = files.resolved(files.at(writer.staging()));
    this.task = task;
    this.written =
        UnsafeProjection.create(
            Arrays.stream(written.fields()).map(StructField::dataType).toArray(DataType[]::new));
  }

  /**
   * Files in the staging folder of {@code writer}.
   *
   * @param task a name for this attempt of the task, unique within the commit
   */
  static PartFiles in(PartWriter writer, String task) throws IOException {
    StructField[] columns = writer.schema().fields();
    StructType written = new StructType(Arrays.copyOf(columns, columns.length - 1));
    Configuration hadoop = new Configuration(writer.hadoop().value().value());
    describe(written, hadoop);
    return new PartFiles(writer, written, LakeFileSystem.open(writer.lake(), hadoop), task);
  }

  /** Sets what Spark's Parquet support asks for. */
  private static void describe(StructType written, Configuration hadoop) {
    ParquetWriteSupport.setSchema(written, hadoop);
    hadoop.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "TIMESTAMP_MICROS");
    hadoop.setBoolean(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), false);
    hadoop.setBoolean(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), false);
  }

  /** Adds a row of {@code to}, which is the part of the row before or one that had none yet. */
  void write(LocalDate to, InternalRow row) throws IOException {
    if (current == null || !to.equals(current.day)) {
      open(to);
    }
    Objects.requireNonNull(current).write(row);
  }

  /** Begins the file of {@code next}. */
  void open(LocalDate next) throws IOException {
    endCurrent();
    current = new PartFile(next);
  }

  private void endCurrent() throws IOException {
    PartFile part = current;
    if (part != null) {
      whole.add(part);
      current = null;
      if (part.rows > SMALL || whole.size() == TOGETHER) {
        finishWhole();
      }
    }
  }

  private void finishWhole() throws IOException {
    List<Callable<StagedFile>> parts = new ArrayList<>();
    whole.forEach(part -> parts.add(part::finish));
    finished.addAll(new ParallelTasks("finish the files", TOGETHER).run(parts));
    whole.clear();
  }

  /** Completes the last files, and returns all. */
  List<StagedFile> finish() throws IOException {
    endCurrent();
    finishWhole();
    return List.copyOf(finished);
  }

  /** Gives up the file that is open, and those that a failure has left. */
  @Override
  public void close() throws IOException {
    if (current != null) {
      whole.add(current);
    }
    for (PartFile part : whole) {
      part.file.close();
    }
  }
}
