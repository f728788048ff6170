package sparkify.model.score;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.apache.spark.sql.Row;

/**
 * A column of the report about a user's recent activity.
 *
 * @param feature the feature it shows
 * @param heading {@link #LINES} lines, including the unit
 * @param format turns the feature's value into text
 */
record ActivityColumn(String feature, List<String> heading, DoubleFunction<String> format) {
  static final int LINES = 3;

  ActivityColumn {
    heading = List.copyOf(heading);
  }

  /** A column of numbers with one decimal: the feature times {@code factor}. */
  static ActivityColumn number(String feature, int factor, String... heading) {
    return new ActivityColumn(
        feature, List.of(heading), value -> String.format(Locale.ROOT, "%.1f", factor * value));
  }

  /** The text for the user of {@code row}. */
  String of(Row row) {
    return format.apply(row.<Double>getAs(feature));
  }

  /** {@code text}, right-aligned to the width of the heading, after a gap. */
  String cell(String text) {
    int width = heading.stream().mapToInt(String::length).max().orElseThrow();
    return " ".repeat(2 + Math.max(0, width - text.length())) + text;
  }
}
