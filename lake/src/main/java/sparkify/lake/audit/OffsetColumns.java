package sparkify.lake.audit;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import sparkify.lake.table.TableColumns;

/** Reads the two columns of a file that say where its rows came from. */
final class OffsetColumns implements Closeable {
  private static final int CHUNK = 8_192;

  private final ParquetFileReader reader;
  private final MessageType columns;
  private final String writer;

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
    this.writer = reader.getFileMetaData().getCreatedBy();
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
      var store = new ColumnReadStoreImpl(group, new NoRows(), columns, writer);
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

  /** Columns are read one at a time, so rows are never assembled. */
  private static final class NoRows extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
