package sparkify.model.registry;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.Serial;
import java.util.List;

/**
 * Reads and writes records as JSON: times as text, NaN as null. A card becomes one flat object: the
 * fields of origin and test are on the top level.
 */
final class CardFile {
  private static final ObjectMapper JSON = mapper();

  private CardFile() {}

  static byte[] write(ModelCard card) throws IOException {
    ObjectNode all = JSON.createObjectNode().put("version", card.version());
    all.setAll(JSON.<ObjectNode>valueToTree(card.origin()));
    all.setAll(JSON.<ObjectNode>valueToTree(card.tested()));
    all.set("learned", JSON.valueToTree(card.learned()));
    all.set("features", JSON.valueToTree(card.features()));
    return write((Object) all);
  }

  static ModelCard readCard(byte[] bytes) throws IOException {
    JsonNode all = OlderCards.completed(JSON.readTree(bytes));
    return new ModelCard(
        all.path("version").asText(),
        JSON.treeToValue(all, ModelCard.Origin.class),
        List.of(JSON.treeToValue(all.path("features"), ModelCard.Feature[].class)),
        JSON.treeToValue(all.path("learned"), ModelCard.Learned.class),
        JSON.treeToValue(all, ModelCard.Tested.class));
  }

  static byte[] write(Object value) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
  }

  static <T> T read(byte[] bytes, Class<T> type) throws IOException {
    return JSON.readValue(bytes, type);
  }

  private static ObjectMapper mapper() {
    SimpleModule numbers = new SimpleModule();
    numbers.addSerializer(double.class, new NumberOrNull());
    numbers.addSerializer(Double.class, new NumberOrNull());
    numbers.addDeserializer(double.class, new NullAsNotANumber());
    return JsonMapper.builder()
        .addModule(numbers)
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        // A newer version of the software may have added fields.
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .build();
  }

  private static final class NumberOrNull extends StdSerializer<Double> {
    @Serial private static final long serialVersionUID = 1L;

    NumberOrNull() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  private static final class NullAsNotANumber extends StdDeserializer<Double> {
    @Serial private static final long serialVersionUID = 1L;

    NullAsNotANumber() {
      super(double.class);
    }

    @Override
    public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return json.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
