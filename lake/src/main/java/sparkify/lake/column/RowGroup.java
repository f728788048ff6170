package sparkify.lake.column;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The rows of a file that are not written yet. */
final class RowGroup {
  private final ColumnChunkPageWriteStore store;
  private final ColumnPages[] columns;
  private long rows;

  /**
   * An empty row group.
   *
   * @param distinct names of the columns whose values mostly differ
   */
  RowGroup(MessageType schema, Set<String> distinct, ZstdCompressor compressor) {
    store =
        new ColumnChunkPageWriteStore(
            compressor,
            schema,
            new HeapByteBufferAllocator(),
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    List<ColumnDescriptor> descriptors = schema.getColumns();
    columns = new ColumnPages[descriptors.size()];
    for (int i = 0; i < columns.length; i++) {
      ColumnDescriptor column = descriptors.get(i);
      PageWriter pages = store.getPageWriter(column);
      boolean isDistinct = distinct.contains(column.getPath()[0]);
      columns[i] =
          column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
              ? new TextColumn(column, pages, isDistinct)
              : new NumberColumn(column, pages, isDistinct);
    }
  }

  TextColumn text(int column) {
    return (TextColumn) columns[column];
  }

  NumberColumn number(int column) {
    return (NumberColumn) columns[column];
  }

  void addNull(int column) throws IOException {
    columns[column].addNull();
  }

  void endRow() {
    rows++;
  }

  long rows() {
    return rows;
  }

  /** Memory that it takes, in bytes. */
  long bytes() {
    long sum = 0;
    for (ColumnPages column : columns) {
      sum += column.bytes();
    }
    return sum;
  }

  void writeTo(ParquetFileWriter file) throws IOException {
    file.startBlock(rows);
    for (ColumnPages column : columns) {
      column.finish();
    }
    store.flushToFileWriter(file);
    file.endBlock();
  }
}
