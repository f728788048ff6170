package sparkify.lake.table;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.ParquetSettings;
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;
import sparkify.common.feed.Utf8Text;
import sparkify.lake.column.ColumnFile;

/** Writes landed rows in the column order of {@link TableColumns}. */
final class LandedRowWriter implements RecordWriter<LandedRow> {
  private final Column.Type[] types;
  private final ColumnFile file;

  LandedRowWriter(OutputFile output, Schema schema, ParquetSettings settings) throws IOException {
    types = schema.columns().stream().map(Column::type).toArray(Column.Type[]::new);
    Set<String> distinct = new HashSet<>(Set.of(TableColumns.OFFSET, TableColumns.TIMESTAMP));
    schema.columns().stream().filter(Column::distinct).map(Column::name).forEach(distinct::add);
    file =
        new ColumnFile(
            output,
            TableColumns.parquet(schema),
            distinct,
            settings.rowGroupBytes(),
            settings.zstdLevel());
  }

  @Override
  public void write(LandedRow landed) throws IOException {
    @Nullable Object[] values = landed.row().values();
    for (int i = 0; i < types.length; i++) {
      write(i, types[i], values[i]);
    }
    int next = types.length;
    file.number(next, landed.partition());
    file.number(next + 1, landed.offset());
    file.number(next + 2, landed.timestamp());
    String extra = landed.row().extra();
    write(next + 3, Column.Type.TEXT, extra == null ? null : Utf8Text.of(extra));
    file.endRow();
  }

  @Override
  public long bufferedBytes() {
    return file.bufferedBytes();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void text(int column, Utf8Text text) throws IOException {
    file.text(column, text.array(), text.from(), text.length());
  }

  private void write(int column, Column.Type type, @Nullable Object value) throws IOException {
    if (value == null) {
      file.empty(column);
      return;
    }
    switch (type) {
      case TEXT -> text(column, (Utf8Text) value);
      case INT -> file.number(column, (Integer) value);
      case LONG -> file.number(column, (Long) value);
      case DOUBLE -> file.number(column, Double.doubleToRawLongBits((Double) value));
    }
  }
}
