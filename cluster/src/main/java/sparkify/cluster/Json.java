package sparkify.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads single values from the daemons' JSON responses. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** The first plain value of a field called {@code name}, however deep. */
  static Optional<String> first(String json, String name) throws IOException {
    return all(json, name).stream().findFirst();
  }

  /** The plain values of all fields called {@code name}, however deep. */
  static List<String> all(String json, String name) throws IOException {
    List<String> values = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token.isScalarValue() && name.equals(parser.currentName())) {
          values.add(parser.getText());
        }
      }
    }
    return values;
  }
}
