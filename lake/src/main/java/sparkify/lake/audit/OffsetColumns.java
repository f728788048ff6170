package sparkify.lake.audit;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import sparkify.lake.table.RowGroups;
import sparkify.lake.table.TableColumns;

/** Reads the two columns of a file that say where its rows came from. */
final class OffsetColumns implements Closeable {
  private static final int CHUNK = 8_192;

  private final ParquetFileReader reader;
  private final MessageType columns;

  /** Receives the origins of some rows, in the first {@code count} entries of the arrays. */
  interface Sink {
    void accept(int[] partitions, long[] offsets, int count);
  }

  /** Which pages of a file are read, and compared with their checksums. */
  enum Pages {
    ORIGIN,
    ALL
  }

  private OffsetColumns(ParquetFileReader reader, Pages pages) {
    MessageType all = reader.getFileMetaData().getSchema();
    this.reader = reader;
    this.columns =
        new MessageType(
            all.getName(), all.getType(TableColumns.PARTITION), all.getType(TableColumns.OFFSET));
    reader.setRequestedSchema(pages == Pages.ALL ? all : columns);
  }

  /**
   * Opens a file.
   *
   * @throws java.io.FileNotFoundException when it no longer exists
   */
  static OffsetColumns open(FileStatus file, Configuration configuration, Pages pages)
      throws IOException {
    ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromStatus(file, configuration),
            HadoopReadOptions.builder(configuration).usePageChecksumVerification(true).build());
    try {
      return new OffsetColumns(reader, pages);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The number of rows, as in the file's footer. */
  long rows() {
    return reader.getRecordCount();
  }

  /** Passes the origin of every row to {@code sink}. */
  void read(Sink sink) throws IOException {
    int[] partitions = new int[CHUNK];
    long[] offsets = new long[CHUNK];
    for (PageReadStore group = reader.readNextRowGroup();
        group != null;
        group = reader.readNextRowGroup()) {
      ColumnReadStore store = RowGroups.columns(group, columns, reader);
      ColumnReader partition = store.getColumnReader(columns.getColumns().get(0));
      ColumnReader offset = store.getColumnReader(columns.getColumns().get(1));
      for (long left = group.getRowCount(); left > 0; left -= CHUNK) {
        int count = (int) Math.min(CHUNK, left);
        for (int i = 0; i < count; i++) {
          partitions[i] = partition.getInteger();
          partition.consume();
          offsets[i] = offset.getLong();
          offset.consume();
        }
        sink.accept(partitions, offsets, count);
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
