package sparkify.lake.table;

import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/**
 * Row groups of Parquet files, of which columns are read one at a time, and no row is assembled.
 */
public final class RowGroups {
  private RowGroups() {}

  /**
   * The columns of a row group.
   *
   * @param reader which has read the group
   */
  public static ColumnReadStore columns(
      PageReadStore group, MessageType columns, ParquetFileReader reader) {
    String writer = reader.getFileMetaData().getCreatedBy();
    return new ColumnReadStoreImpl(group, new NoRows(), columns, writer);
  }

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
