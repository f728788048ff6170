package sparkify.lake.column;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a Parquet file of flat rows, compressed with zstd.
 *
 * <p>Of a row, each column is given once, in any order, and then {@link #endRow}. Parquet's own
 * {@code ParquetWriter} does the same for rows of any shape, with more work for each value.
 */
public final class ColumnFile implements Closeable {
  /** Asking all columns for their size costs a good part of adding a row. */
  private static final int ROWS_PER_CHECK = 32;

  private final ParquetFileWriter file;
  private final MessageType schema;
  private final Set<String> distinct;
  private final long rowGroupBytes;
  private final ZstdCompressor compressor;
  private RowGroup group;
  private long groupLimit;
  private boolean closed;

  /**
   * Creates the file.
   *
   * @param schema of INT32, INT64, DOUBLE, and BINARY for text
   * @param distinct names of the columns whose values mostly differ
   * @param rowGroupBytes size in memory at which a row group is written out
   * @param zstdLevel 1 (fast) to 19 (small)
   */
  public ColumnFile(
      OutputFile output,
      MessageType schema,
      Set<String> distinct,
      long rowGroupBytes,
      int zstdLevel)
      throws IOException {
    this.schema = schema;
    this.distinct = Set.copyOf(distinct);
    this.rowGroupBytes = rowGroupBytes;
    this.compressor = new ZstdCompressor(zstdLevel);
    this.file =
        new ParquetFileWriter(
            output,
            schema,
            ParquetFileWriter.Mode.CREATE,
            rowGroupBytes,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    file.start();
    this.group = newGroup();
    this.groupLimit = rowGroupBytes;
  }

  /** Adds a part of {@code bytes}, which are UTF-8 and may be used again. */
  public void text(int column, byte[] bytes, int from, int length) throws IOException {
    group.text(column).add(bytes, from, length);
  }

  /** Adds a whole number, or the bits of a double. */
  public void number(int column, long bits) throws IOException {
    group.number(column).add(bits);
  }

  /** Adds no value. */
  public void empty(int column) throws IOException {
    group.addNull(column);
  }

  /** Completes a row. */
  public void endRow() throws IOException {
    group.endRow();
    if (group.rows() % ROWS_PER_CHECK == 0 && group.bytes() >= groupLimit) {
      writeGroup();
    }
  }

  /** Memory that the rows take which are not written yet, in bytes. */
  public long bufferedBytes() {
    return group.bytes();
  }

  /** Writes the remaining rows and the footer. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writeGroup();
      file.end(Map.of());
    }
  }

  private void writeGroup() throws IOException {
    if (group.rows() > 0) {
      group.writeTo(file);
      group = newGroup();
      groupLimit = Math.min(rowGroupBytes, file.getNextRowGroupSize());
    }
  }

  private RowGroup newGroup() {
    return new RowGroup(schema, distinct, compressor);
  }
}
