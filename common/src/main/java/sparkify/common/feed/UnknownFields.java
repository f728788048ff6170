package sparkify.common.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;

/** Collects the fields of a record that are not in its schema, as one JSON object. */
final class UnknownFields implements Closeable {
  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  UnknownFields(JsonFactory factory) throws IOException {
    json = factory.createGenerator(text);
    json.writeStartObject();
  }

  /**
   * Copies a field with its value and leaves {@code from} at the end of the value. Numbers are
   * copied digit by digit, because no primitive type can represent all of them.
   *
   * @param from a parser positioned at the field's name
   */
  void copy(JsonParser from) throws IOException {
    json.copyCurrentEvent(from);
    int depth = 0;
    do {
      JsonToken token = from.nextToken();
      if (token.isNumeric()) {
        json.writeNumber(from.getText());
      } else {
        json.copyCurrentEvent(from);
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    } while (depth > 0);
  }

  /** The object; nothing may be copied afterwards. */
  String text() throws IOException {
    json.writeEndObject();
    json.flush();
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
