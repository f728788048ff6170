package sparkify.model.score;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The users likeliest to churn and their recent activity, as text.
 *
 * @param features those that the model reads; only they are shown
 * @param users how many users were scored
 */
record TopUsers(String model, List<String> features, LocalDate asOf, long users) {
  private static final List<ActivityColumn> COLUMNS =
      List.of(
          ActivityColumn.number("recency_days", 1, "", "days", "away"),
          ActivityColumn.number("songs_per_day_7d", 1, "songs", "per day", "7 days"),
          ActivityColumn.number("songs_per_day_30d", 1, "songs", "per day", "30 days"),
          ActivityColumn.number(
              "thumbs_down_per_song_30d", 100, "thumbs down", "per 100", "songs, 30d"),
          ActivityColumn.number("adverts_per_song_30d", 100, "adverts", "per 100", "songs, 30d"),
          new ActivityColumn(
              "level_paid", List.of("", "", "level"), paid -> paid > 0 ? "paid" : "free"));

  TopUsers {
    features = List.copyOf(features);
  }

  /** Those of {@code features} that the text shows. */
  static List<String> shown(List<String> features) {
    return COLUMNS.stream().map(ActivityColumn::feature).filter(features::contains).toList();
  }

  /** The first {@code top} of {@code rows}, which hold scores and the features that are shown. */
  String text(Dataset<Row> rows, int top) {
    return text(rows.orderBy("rank").limit(top).collectAsList());
  }

  String text(List<Row> top) {
    List<ActivityColumn> columns =
        COLUMNS.stream().filter(c -> features.contains(c.feature())).toList();
    StringBuilder text = new StringBuilder();
    add(text, format("%,d users scored as of %s by model %s", users, asOf, model));
    for (int line = 0; line < ActivityColumn.LINES; line++) {
      add(text, heading(line, columns));
    }
    top.forEach(row -> add(text, line(row, columns)));
    return text.toString();
  }

  private static String heading(int line, List<ActivityColumn> columns) {
    boolean isLast = line == ActivityColumn.LINES - 1;
    String user = isLast ? format("%5s  %-12s  %11s", "rank", "user", "probability") : "";
    return format("%-32s", user)
        + columns.stream().map(c -> c.cell(c.heading().get(line))).collect(joining());
  }

  private static String line(Row row, List<ActivityColumn> columns) {
    int rank = row.getAs("rank");
    String user = row.getAs("userId");
    double probability = row.getAs("probability");
    return format("%5d  %-12s  %10.1f%%", rank, user, 100 * probability)
        + columns.stream().map(c -> c.cell(c.of(row))).collect(joining());
  }

  private static void add(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
