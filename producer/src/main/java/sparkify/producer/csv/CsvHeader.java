package sparkify.producer.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;

/**
 * The columns of a CSV file, and how a row becomes JSON.
 *
 * <p>An empty cell is left out. Numbers may have commas between thousands. A cell that is no number
 * where one is meant is written as text under the column's name and {@code _text}, a cell beyond
 * the last column as {@code cell_25}, and a column that the feed does not know under its own name:
 * all of these land in {@code extra}.
 */
final class CsvHeader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?");
  private static final Pattern WITH_COMMAS =
      Pattern.compile("-?[1-9]\\d{0,2}(,\\d{3}){1,5}(\\.\\d+)?");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final List<Target> targets;

  /** Where the cells of a column go; without a type, they are text. */
  private record Target(String name, Column.@Nullable Type type) {}

  private CsvHeader(List<Target> targets) {
    this.targets = targets;
  }

  /**
   * The header {@code titles}.
   *
   * @throws OperatorError when a column of the feed is missing or comes twice
   */
  static CsvHeader of(CsvInput input, String[] titles) {
    Schema schema = input.columns().schema();
    List<String> names = new ArrayList<>();
    for (String title : titles) {
      String text = title.startsWith(BYTE_ORDER_MARK) ? title.substring(1) : title;
      names.add(input.columns().naming().apply(text.strip()));
    }
    for (Column column : schema.columns()) {
      long found = names.stream().filter(column.name()::equals).count();
      if (found != 1) {
        throw new OperatorError(
            "Cannot read %s: its first row must name the columns, and names %s %s; it begins with %s"
                .formatted(
                    input.file().file(),
                    column.name(),
                    found == 0 ? "not at all" : "twice",
                    names.subList(0, Math.min(3, names.size()))));
      }
    }
    return new CsvHeader(names.stream().map(name -> target(name, schema)).toList());
  }

  private static Target target(String name, Schema schema) {
    int index = schema.indexOf(name);
    return new Target(name, index < 0 ? null : schema.columns().get(index).type());
  }

  /** A row as one JSON object in UTF-8. */
  byte[] json(String[] cells) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      for (int i = 0; i < cells.length; i++) {
        if (!cells[i].isEmpty()) {
          write(json, i < targets.size() ? targets.get(i) : beyond(i), cells[i]);
        }
      }
      json.writeEndObject();
    }
    return line.toByteArray();
  }

  private static Target beyond(int index) {
    return new Target("cell_" + (index + 1), null);
  }

  private static void write(JsonGenerator json, Target target, String cell) throws IOException {
    Column.@Nullable Type type = target.type();
    if (type == null || type == Column.Type.TEXT) {
      json.writeStringField(target.name(), cell);
      return;
    }
    String number = cell.strip();
    String digits = WITH_COMMAS.matcher(number).matches() ? number.replace(",", "") : number;
    if (isOf(type, digits)) {
      json.writeFieldName(target.name());
      json.writeNumber(digits);
    } else {
      json.writeStringField(target.name() + "_text", cell);
    }
  }

  private static boolean isOf(Column.Type type, String number) {
    return switch (type) {
      case INT -> WHOLE.matcher(number).matches() && isInt(Long.parseLong(number));
      case LONG -> WHOLE.matcher(number).matches();
      case DOUBLE -> DECIMAL.matcher(number).matches();
      case TEXT -> false;
    };
  }

  private static boolean isInt(long number) {
    return number == (int) number;
  }
}
