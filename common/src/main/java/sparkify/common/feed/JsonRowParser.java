package sparkify.common.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses one JSON object per record into the columns of a schema.
 *
 * <p>Strict: a value of the wrong type, a repeated key, text that is not Unicode (a lone surrogate,
 * bytes that are not UTF-8) or anything after the object leads to a rejection, because a guess
 * could not be told from data later. What loses nothing is taken: a whole number however it is
 * written, and its digits where text is meant. A null field counts as absent. Fields outside the
 * schema are kept as JSON text.
 */
public final class JsonRowParser implements RowParser {
  @Serial private static final long serialVersionUID = 1L;

  /** Levels of nesting that are read. */
  static final int MAX_DEPTH = 100;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
  private static final JsonFactory FAST = factory(StreamReadFeature.USE_FAST_DOUBLE_PARSER);

  /** Detects repeated keys at any depth; a third slower, so only for rows with unknown fields. */
  private static final JsonFactory STRICT = factory(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private static final int NO_TIME = -1;

  private final Schema schema;
  private final Column[] columns;
  private final byte[][] names;
  private final Map<String, Integer> places = new HashMap<>();
  private final int time;

  /**
   * Prepares to parse rows of {@code schema}.
   *
   * @throws IllegalArgumentException if it has more than 64 columns
   */
  public JsonRowParser(Schema schema) {
    if (schema.columns().size() > Long.SIZE) {
      throw new IllegalArgumentException(
          "Invalid schema: " + schema.columns().size() + " columns (must be at most 64)");
    }
    this.schema = schema;
    this.columns = schema.columns().toArray(Column[]::new);
    this.names = PlainJson.names(columns);
    String timeColumn = schema.time();
    this.time = timeColumn == null ? NO_TIME : schema.indexOf(timeColumn);
    for (int i = 0; i < columns.length; i++) {
      places.put(columns[i].name().intern(), i);
    }
  }

  @Override
  public Parsed parse(byte @Nullable [] value, long nowMs) {
    if (value == null || value.length == 0) {
      return new Parsed.Rejected("empty", "the record has no value");
    }
    if (!Utf8.isAscii(value) && !Utf8.decodes(value)) {
      return new Parsed.Rejected("invalid-utf8", "the bytes are not UTF-8");
    }
    if (value[0] == 0 || (value.length > 1 && value[1] == 0)) {
      // Jackson would take it for UTF-16.
      return new Parsed.Rejected("not-json", "the record begins with a NUL byte");
    }
    Object[] values = new Object[columns.length];
    try {
      if (PlainJson.fill(values, columns, names, value)) {
        return row(values, null);
      }
      Arrays.fill(values, null);
      @Nullable String extra = null;
      if (!fill(values, value)) {
        Arrays.fill(values, null);
        extra = fillWithExtra(values, value);
      }
      return row(values, extra);
    } catch (Rejection e) {
      return e.toRejected();
    } catch (StreamConstraintsException e) {
      return rejected("too-complex", e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      return e.getOriginalMessage().startsWith("Duplicate field")
          ? rejected("duplicate-key", e.getOriginalMessage())
          : rejected("not-json", e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read from memory", e);
    }
  }

  private Parsed row(Object[] values, @Nullable String extra) throws Rejection {
    for (int i = 0; i < columns.length; i++) {
      if (values[i] == null && columns[i].required()) {
        throw new Rejection("missing-" + columns[i].name(), "no value for " + columns[i].name());
      }
    }
    if (time == NO_TIME) {
      return new Parsed.Row(values, 0, extra);
    }
    if (!(values[time] instanceof Long at)) {
      throw new IllegalStateException(
          "The time column " + schema.time() + " is not a required LONG");
    }
    return new Parsed.Row(values, at, extra);
  }

  /** Fills {@code values}; returns false at the first field that is not in the schema. */
  private boolean fill(Object[] values, byte[] bytes) throws IOException, Rejection {
    try (JsonParser json = FAST.createParser(bytes)) {
      requireObject(json);
      long seen = 0;
      int expected = 0;
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        int place = place(name, expected);
        if (place < 0) {
          return false;
        }
        if ((seen & (1L << place)) != 0) {
          throw new Rejection("duplicate-key", "key '" + name + "' appears twice");
        }
        seen |= 1L << place;
        expected = place + 1;
        json.nextToken();
        values[place] = value(json, columns[place]);
      }
      requireEnd(json);
      return true;
    }
  }

  private String fillWithExtra(Object[] values, byte[] bytes) throws IOException, Rejection {
    try (JsonParser json = STRICT.createParser(bytes);
        UnknownFields extra = new UnknownFields(STRICT)) {
      requireObject(json);
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        int place = place(name, 0);
        if (place < 0) {
          extra.copy(json);
        } else {
          json.nextToken();
          values[place] = value(json, columns[place]);
        }
      }
      requireEnd(json);
      return wellFormed(extra.text(), "extra");
    }
  }

  private static void requireObject(JsonParser json) throws IOException, Rejection {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw first == null
          ? new Rejection("not-json", "the record is only white space")
          : new Rejection("not-an-object", "the record begins with " + first);
    }
  }

  private static void requireEnd(JsonParser json) throws IOException, Rejection {
    if (json.nextToken() != null) {
      throw new Rejection("not-json", "the record continues after the object");
    }
  }

  /** Producers write fields in one order, so the next field is nearly always the expected one. */
  private int place(String name, int expected) {
    if (expected < columns.length && columns[expected].name().equals(name)) {
      return expected;
    }
    return places.getOrDefault(name, -1);
  }

  private static @Nullable Object value(JsonParser json, Column column)
      throws IOException, Rejection {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    @Nullable Object value =
        switch (column.type()) {
          case TEXT -> token == JsonToken.VALUE_STRING ? text(json, column) : digits(json);
          case LONG -> WholeNumber.value(json);
          case INT -> integer(WholeNumber.value(json));
          case DOUBLE -> token.isNumeric() ? number(json) : null;
        };
    if (value == null) {
      throw wrongType(json, column);
    }
    return value;
  }

  /** The same number as an int; null if it is null or none. */
  static @Nullable Integer integer(@Nullable Long number) {
    return number == null || number.intValue() != number ? null : (Integer) number.intValue();
  }

  private static @Nullable Double number(JsonParser json) throws IOException {
    double number = json.getDoubleValue();
    return Double.isInfinite(number) ? null : (Double) number;
  }

  private static Utf8Text text(JsonParser json, Column column) throws IOException, Rejection {
    return Utf8Text.of(wellFormed(json.getText(), column.name()));
  }

  private static @Nullable Utf8Text digits(JsonParser json) throws IOException {
    String digits = WholeNumber.digits(json);
    return digits == null ? null : Utf8Text.of(digits);
  }

  private static String wellFormed(String text, String field) throws Rejection {
    if (!Utf8.isEncodable(text)) {
      throw new Rejection("lone-surrogate", "'" + field + "' has half of a surrogate pair");
    }
    return text;
  }

  private static Rejection wrongType(JsonParser json, Column column) throws IOException {
    String shown = json.currentToken().isScalarValue() ? json.getText() : json.currentToken() + "";
    return new Rejection(
        "wrong-type",
        "'%s' must be %s, got %s"
            .formatted(
                column.name(), column.type(), shown.substring(0, Math.min(80, shown.length()))));
  }

  private static JsonFactory factory(StreamReadFeature feature) {
    return JsonFactory.builder()
        .streamReadConstraints(LIMITS)
        .enable(feature)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  private static Parsed.Rejected rejected(String reason, String detail) {
    return new Parsed.Rejected(reason, Utf8.excerpt(detail));
  }

  /** Stops the parsing of a record; has no stack trace, because there may be many bad records. */
  private static final class Rejection extends Exception {
    @Serial private static final long serialVersionUID = 1L;
    private final String reason;

    Rejection(String reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
    }

    Parsed.Rejected toRejected() {
      return rejected(reason, String.valueOf(getMessage()));
    }
  }
}
