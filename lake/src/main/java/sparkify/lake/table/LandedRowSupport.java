package sparkify.lake.table;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;

/** Writes landed rows in the column order of {@link TableColumns}. */
final class LandedRowSupport extends WriteSupport<LandedRow> {
  private final Schema schema;
  private final Column[] columns;
  private @Nullable RecordConsumer out;

  LandedRowSupport(Schema schema) {
    this.schema = schema;
    this.columns = schema.columns().toArray(Column[]::new);
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(TableColumns.parquet(schema), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(LandedRow landed) {
    RecordConsumer to = Objects.requireNonNull(out);
    Object[] values = landed.row().values();
    to.startMessage();
    for (int i = 0; i < columns.length; i++) {
      Object value = values[i];
      if (value != null) {
        to.startField(columns[i].name(), i);
        add(to, columns[i].type(), value);
        to.endField(columns[i].name(), i);
      }
    }
    writeOrigin(to, landed, columns.length);
    to.endMessage();
  }

  private static void writeOrigin(RecordConsumer to, LandedRow landed, int at) {
    to.startField(TableColumns.PARTITION, at);
    to.addInteger(landed.partition());
    to.endField(TableColumns.PARTITION, at);
    to.startField(TableColumns.OFFSET, at + 1);
    to.addLong(landed.offset());
    to.endField(TableColumns.OFFSET, at + 1);
    to.startField(TableColumns.TIMESTAMP, at + 2);
    to.addLong(landed.timestamp());
    to.endField(TableColumns.TIMESTAMP, at + 2);
    String extra = landed.row().extra();
    if (extra != null) {
      to.startField(TableColumns.EXTRA, at + 3);
      to.addBinary(text(extra));
      to.endField(TableColumns.EXTRA, at + 3);
    }
  }

  private static void add(RecordConsumer to, Column.Type type, Object value) {
    switch (type) {
      case TEXT -> to.addBinary(text((String) value));
      case INT -> to.addInteger((Integer) value);
      case LONG -> to.addLong((Long) value);
      case DOUBLE -> to.addDouble((Double) value);
    }
  }

  /**
   * Backed by an array, which the dictionary compares faster than the buffer of {@code fromString}.
   */
  private static Binary text(String value) {
    return Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
  }
}
