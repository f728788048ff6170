package sparkify.analytics;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.table.OpenFile;
import sparkify.lake.table.OpenFile.Place;
import sparkify.lake.table.ParquetFiles;

/** The files that one task writes for the parts of a table, of which one is open at a time. */
final class PartFiles implements Closeable {
  private static final long DAY_MS = 86_400_000;

  private final Table table;
  private final LakeFileSystem files;
  private final ParquetFiles parquet;
  private final Path staging;
  private final String task;
  private final UnsafeProjection written;
  private final List<StagedFile> finished = new ArrayList<>();
  private @Nullable OpenFile<InternalRow> current;
  private LocalDate part = LocalDate.MIN;

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
    if (current == null || !to.equals(part)) {
      open(to);
    }
    Objects.requireNonNull(current).write(written.apply(row), begin());
  }

  /** Begins the file of {@code next}. */
  void open(LocalDate next) throws IOException {
    finishCurrent();
    part = next;
    String folder = table.folder(part);
    String name = folder.substring(folder.lastIndexOf('/') + 1) + "/" + task + ".parquet";
    current = parquet.open(new Place(staging, name, folder), new ParquetWriteSupport());
  }

  private void finishCurrent() throws IOException {
    OpenFile<InternalRow> open = current;
    if (open != null) {
      current = null;
      StagedFile file = open.finish(files);
      finished.add(
          new StagedFile(
              file.name(),
              file.folder(),
              file.rows(),
              file.bytes(),
              begin(),
              end(),
              file.sha256()));
    }
  }

  private long begin() {
    return part.toEpochDay() * DAY_MS;
  }

  /** The last millisecond of the part. */
  private long end() {
    return table.grain() == Grain.ALL
        ? begin()
        : (table.grain().lastDay(part).toEpochDay() + 1) * DAY_MS - 1;
  }

  /** Completes the last file, and returns all. */
  List<StagedFile> finish() throws IOException {
    finishCurrent();
    return List.copyOf(finished);
  }

  /** Gives up the file that is open, if there is one. */
  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }
}
