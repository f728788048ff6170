package sparkify.model.score;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.apache.spark.sql.Row;

/**
 * A column that tells what a user did lately.
 *
 * @param feature what it is made from
 * @param heading {@link #LINES} lines, with the unit
 */
record Lately(String feature, List<String> heading, DoubleFunction<String> words) {
  static final int LINES = 3;

  Lately {
    heading = List.copyOf(heading);
  }

  /** A number with one decimal, so many times the feature. */
  static Lately number(String feature, int times, String... heading) {
    return new Lately(
        feature, List.of(heading), value -> String.format(Locale.ROOT, "%.1f", times * value));
  }

  /** What is known of the user of {@code row}. */
  String of(Row row) {
    return words.apply(row.<Double>getAs(feature));
  }

  /** {@code text} as wide as the heading, after a gap. */
  String cell(String text) {
    int width = heading.stream().mapToInt(String::length).max().orElseThrow();
    return " ".repeat(2 + Math.max(0, width - text.length())) + text;
  }
}
