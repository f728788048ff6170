package sparkify.analytics;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import sparkify.analytics.table.Grain;
import sparkify.analytics.table.Table;
import sparkify.common.config.ParquetSettings;
import sparkify.lake.log.CommitSession.StagedFile;

/**
 * Writes rows in order of their part into a file for each part.
 *
 * <p>Spark's own writer renames each file twice and cannot say what it wrote, so that every file is
 * read again, and written again to have it on disk: that takes five times as long.
 *
 * @param schema of the rows; the last column is the part, after which folders are named and which
 *     files do not have
 * @param lake the lake's folder, as a full address
 * @param staging the commit's staging folder, relative to the lake's
 */
record PartWriter(
    Table table,
    StructType schema,
    ParquetSettings parquet,
    String lake,
    String staging,
    Broadcast<SerializableConfiguration> hadoop)
    implements FlatMapFunction<Iterator<InternalRow>, StagedFile> {

  @Override
  public Iterator<StagedFile> call(Iterator<InternalRow> rows) throws IOException {
    TaskContext task = TaskContext.get();
    try (PartFiles files =
        PartFiles.in(this, "%05d-%d".formatted(task.partitionId(), task.taskAttemptId()))) {
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        files.write(part(row), row);
      }
      return files.finish().iterator();
    }
  }

  private LocalDate part(InternalRow row) {
    return table.grain() == Grain.ALL
        ? table.grain().partOf(LocalDate.EPOCH)
        : LocalDate.ofEpochDay(row.getInt(schema.length() - 1));
  }

  /** Writes files without rows, for {@code parts} that have none. */
  List<StagedFile> writeEmpty(List<LocalDate> parts) throws IOException {
    try (PartFiles files = PartFiles.in(this, "empty")) {
      for (LocalDate part : parts) {
        files.open(part);
      }
      return files.finish();
    }
  }
}
