package sparkify.bench.peer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;
import sparkify.common.event.Events;
import sparkify.lake.table.TableColumns;

/** Writes rows in the columns that our own table has. */
final class PlainRowSupport extends WriteSupport<PlainRow> {
  private @Nullable RecordConsumer out;

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(TableColumns.parquet(Events.SCHEMA), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(PlainRow row) {
    RecordConsumer to = Objects.requireNonNull(out);
    int columns = PlainRow.COLUMNS.size();
    to.startMessage();
    for (int i = 0; i < columns; i++) {
      Object value = row.values()[i];
      if (value != null) {
        add(to, PlainRow.COLUMNS.get(i).name(), i, value);
      }
    }
    add(to, TableColumns.PARTITION, columns, row.origin().partition());
    add(to, TableColumns.OFFSET, columns + 1, row.origin().offset());
    add(to, TableColumns.TIMESTAMP, columns + 2, row.origin().timestamp());
    to.endMessage();
  }

  private static void add(RecordConsumer to, String name, int place, Object value) {
    to.startField(name, place);
    if (value instanceof String text) {
      to.addBinary(Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8)));
    } else if (value instanceof Integer number) {
      to.addInteger(number);
    } else if (value instanceof Long number) {
      to.addLong(number);
    } else if (value instanceof Double number) {
      to.addDouble(number);
    }
    to.endField(name, place);
  }
}
