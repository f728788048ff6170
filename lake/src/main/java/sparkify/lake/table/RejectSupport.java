package sparkify.lake.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Writes rejected records: where each came from, why it was rejected, and its bytes. */
final class RejectSupport extends WriteSupport<RejectedRecord> {
  static final String TOPIC = "topic";
  static final String REASON = "reason";
  static final String DETAIL = "detail";
  static final String KEY = "key";
  static final String VALUE = "value";

  static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(stringType())
          .named(TOPIC)
          .required(INT32)
          .named(TableColumns.PARTITION)
          .required(INT64)
          .named(TableColumns.OFFSET)
          .required(INT64)
          .named(TableColumns.TIMESTAMP)
          .required(BINARY)
          .as(stringType())
          .named(REASON)
          .required(BINARY)
          .as(stringType())
          .named(DETAIL)
          .optional(BINARY)
          .named(KEY)
          .optional(BINARY)
          .named(VALUE)
          .named("reject");

  /** The columns that say why. */
  static final MessageType REASONS =
      new MessageType("reject", SCHEMA.getType(REASON), SCHEMA.getType(DETAIL));

  private @Nullable RecordConsumer out;

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(SCHEMA, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(RejectedRecord record) {
    RecordConsumer to = Objects.requireNonNull(out);
    to.startMessage();
    bytes(to, 0, Binary.fromString(record.topic()));
    to.startField(TableColumns.PARTITION, 1);
    to.addInteger(record.partition());
    to.endField(TableColumns.PARTITION, 1);
    number(to, 2, record.offset());
    number(to, 3, record.timestamp());
    bytes(to, 4, Binary.fromString(record.rejected().reason()));
    bytes(to, 5, Binary.fromString(record.rejected().detail()));
    optional(to, 6, record.key());
    optional(to, 7, record.value());
    to.endMessage();
  }

  private static void number(RecordConsumer to, int field, long value) {
    to.startField(SCHEMA.getFieldName(field), field);
    to.addLong(value);
    to.endField(SCHEMA.getFieldName(field), field);
  }

  private static void bytes(RecordConsumer to, int field, Binary value) {
    to.startField(SCHEMA.getFieldName(field), field);
    to.addBinary(value);
    to.endField(SCHEMA.getFieldName(field), field);
  }

  private static void optional(RecordConsumer to, int field, byte @Nullable [] value) {
    if (value != null) {
      bytes(to, field, Binary.fromConstantByteArray(value));
    }
  }
}
