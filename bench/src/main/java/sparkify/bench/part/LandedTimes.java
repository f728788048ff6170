package sparkify.bench.part;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import sparkify.common.OperatorError;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;
import sparkify.lake.table.RowGroups;
import sparkify.lake.table.TableColumns;

/** Reads from a table when each row was sent, and from its log when it was committed. */
final class LandedTimes {
  private final TablePaths table;

  LandedTimes(TablePaths table) {
    this.table = table;
  }

  /**
   * The latencies of all rows.
   *
   * @param warmUp for so long after the table was first opened, what is sent is not measured
   */
  Latencies read(Duration warmUp) throws IOException {
    List<Manifest> commits = new ArrayList<>();
    new CommitLog(table).history(commits::add);
    Latencies latencies = new Latencies(opened(commits).plus(warmUp));
    for (Manifest commit : commits) {
      long committed = commit.committedAt().toEpochMilli();
      for (DataFile file : commit.files()) {
        read(table.files().at(file.path()), sent -> latencies.add(sent, committed));
      }
    }
    return latencies;
  }

  private Instant opened(List<Manifest> commits) {
    return commits.stream()
        .filter(commit -> commit.kind() == Manifest.Kind.OPEN)
        .map(Manifest::committedAt)
        .findFirst()
        .orElseThrow(
            () ->
                new OperatorError(
                    "Cannot measure latency: nobody has opened the table " + table.root()));
  }

  /** Passes on when the rows of a file were sent, epoch milliseconds. */
  private void read(Path file, LongConsumer sent) throws IOException {
    Configuration configuration = table.files().configuration();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      MessageType all = reader.getFileMetaData().getSchema();
      MessageType one = new MessageType(all.getName(), all.getType(TableColumns.TIMESTAMP));
      reader.setRequestedSchema(one);
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        ColumnReader column =
            RowGroups.columns(group, one, reader).getColumnReader(one.getColumns().get(0));
        for (long left = group.getRowCount(); left > 0; left--) {
          sent.accept(column.getLong());
          column.consume();
        }
      }
    }
  }
}
