package sparkify.bench.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import sparkify.common.event.Events;
import sparkify.common.feed.Column;

/**
 * A record's fields, taken as they are: nothing is checked, and a field that is not known is lost.
 *
 * @param values by place in the schema
 */
@SuppressWarnings("ArrayRecordComponent") // Filled field by field, and never compared.
record PlainRow(@Nullable Object[] values, ConsumerRecord<byte[], byte[]> origin) {
  static final List<Column> COLUMNS = Events.SCHEMA.columns();

  private static final JsonFactory JSON = new JsonFactory();
  private static final Map<String, Integer> PLACES = places();
  private static final int TIME = Events.SCHEMA.indexOf("ts");

  static PlainRow parse(ConsumerRecord<byte[], byte[]> origin) throws IOException {
    @Nullable Object[] values = new @Nullable Object[COLUMNS.size()];
    try (JsonParser json = JSON.createParser(origin.value())) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken token = json.nextToken();
        Integer place = PLACES.get(name);
        if (place == null) {
          json.skipChildren();
        } else if (token != JsonToken.VALUE_NULL) {
          values[place] = value(json, COLUMNS.get(place).type());
        }
      }
    }
    return new PlainRow(values, origin);
  }

  /** The event's time in epoch milliseconds. */
  long time() {
    return values[TIME] instanceof Long time ? time : 0;
  }

  private static Object value(JsonParser json, Column.Type type) throws IOException {
    return switch (type) {
      case TEXT -> json.getText();
      case INT -> json.getIntValue();
      case LONG -> json.getLongValue();
      case DOUBLE -> json.getDoubleValue();
    };
  }

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    COLUMNS.forEach(column -> places.put(column.name(), places.size()));
    return places;
  }
}
