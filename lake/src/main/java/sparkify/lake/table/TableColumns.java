package sparkify.lake.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;

/** The Parquet columns of a feed's table: those of its schema, then where each row came from. */
public final class TableColumns {
  /** The Kafka partition the row was read from, INT32. */
  public static final String PARTITION = "kafka_partition";

  /** The Kafka offset the row was read from, INT64. */
  public static final String OFFSET = "kafka_offset";

  /** When the record was sent, epoch milliseconds, INT64. */
  public static final String TIMESTAMP = "kafka_timestamp";

  /** JSON text of the fields the schema does not know, or null. */
  public static final String EXTRA = "extra";

  private TableColumns() {}

  /** The Parquet schema of a table whose rows have {@code schema}. */
  public static MessageType parquet(Schema schema) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column column : schema.columns()) {
      Repetition repetition = column.required() ? Repetition.REQUIRED : Repetition.OPTIONAL;
      message.addField(field(column.type(), repetition, column.name()));
    }
    return message
        .addField(new PrimitiveType(Repetition.REQUIRED, INT32, PARTITION))
        .addField(new PrimitiveType(Repetition.REQUIRED, INT64, OFFSET))
        .addField(new PrimitiveType(Repetition.REQUIRED, INT64, TIMESTAMP))
        .addField(field(Column.Type.TEXT, Repetition.OPTIONAL, EXTRA))
        .named("row");
  }

  private static PrimitiveType field(Column.Type type, Repetition repetition, String name) {
    return switch (type) {
      case TEXT -> Types.primitive(BINARY, repetition).as(stringType()).named(name);
      case INT -> new PrimitiveType(repetition, INT32, name);
      case LONG -> new PrimitiveType(repetition, INT64, name);
      case DOUBLE -> new PrimitiveType(repetition, DOUBLE, name);
    };
  }
}
