package sparkify.bench.flink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes a row of a record, without checks. */
final class EventDeserializer implements KafkaRecordDeserializationSchema<RowData> {
  @Serial private static final long serialVersionUID = 1L;

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> item, Collector<RowData> out)
      throws IOException {
    GenericRowData row = new GenericRowData(Columns.TYPE.getFieldCount());
    try (JsonParser json = JSON.createParser(item.value())) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken token = json.nextToken();
        int place = Columns.place(name);
        if (place < 0) {
          json.skipChildren();
        } else if (token != JsonToken.VALUE_NULL) {
          row.setField(place, value(json, Columns.TYPE.getTypeAt(place).getTypeRoot()));
        }
      }
    }
    row.setField(Columns.PARTITION, item.partition());
    row.setField(Columns.OFFSET, item.offset());
    row.setField(Columns.TIMESTAMP, item.timestamp());
    out.collect(row);
  }

  private static Object value(JsonParser json, LogicalTypeRoot type) throws IOException {
    return switch (type) {
      case INTEGER -> json.getIntValue();
      case BIGINT -> json.getLongValue();
      case DOUBLE -> json.getDoubleValue();
      default -> StringData.fromString(json.getText());
    };
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return InternalTypeInfo.of(Columns.TYPE);
  }
}
