package sparkify.maintenance;

import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import sparkify.common.config.ParquetSettings;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.Schema;
import sparkify.common.feed.Utf8Text;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.StagedFiles;

/**
 * Writes the rows of one Spark partition, in their order, and returns the finished files.
 *
 * @param lake the lake's folder, as a full address
 * @param staging the commit's staging folder, relative to the lake's
 */
record RowWriter(
    Feed feed,
    ParquetSettings parquet,
    String lake,
    String staging,
    Broadcast<SerializableConfiguration> hadoop)
    implements FlatMapFunction<Iterator<Row>, StagedFile> {

  @Override
  public Iterator<StagedFile> call(Iterator<Row> rows) throws IOException {
    LakeFileSystem files = LakeFileSystem.open(lake, hadoop.value().value());
    try (StagedFiles staged = new StagedFiles(files, feed, parquet, staging, taskName())) {
      while (rows.hasNext()) {
        staged.write(landed(rows.next()));
      }
      staged.finish();
      return staged.rows().iterator();
    }
  }

  /** The row as it landed. */
  private LandedRow landed(Row row) {
    Schema schema = feed.schema();
    int columns = schema.columns().size();
    Object[] values = new Object[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = row.get(i) instanceof String text ? Utf8Text.of(text) : row.get(i);
    }
    String timeColumn = schema.time();
    long time = timeColumn == null ? 0 : row.getLong(schema.indexOf(timeColumn));
    return new LandedRow(
        new Parsed.Row(values, time, row.getString(columns + 3)),
        row.getInt(columns),
        row.getLong(columns + 1),
        row.getLong(columns + 2));
  }

  /** Unique among all attempts of all tasks of the application. */
  private static String taskName() {
    TaskContext task = TaskContext.get();
    return "%05d-%d".formatted(task.partitionId(), task.taskAttemptId());
  }
}
