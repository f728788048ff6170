package sparkify.model.score;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Those likeliest to leave, with what they did lately, as text.
 *
 * @param features those that the model reads; others are not known of the users
 * @param users how many were scored
 */
record TopUsers(String model, List<String> features, LocalDate asOf, long users) {
  private static final List<Lately> LATELY =
      List.of(
          Lately.number("recency_days", 1, "", "days", "away"),
          Lately.number("songs_per_day_7d", 1, "songs", "per day", "7 days"),
          Lately.number("songs_per_day_30d", 1, "songs", "per day", "30 days"),
          Lately.number("thumbs_down_per_song_30d", 100, "thumbs down", "per 100", "songs, 30d"),
          Lately.number("adverts_per_song_30d", 100, "adverts", "per 100", "songs, 30d"),
          new Lately("level_paid", List.of("", "", "level"), paid -> paid > 0 ? "paid" : "free"));

  TopUsers {
    features = List.copyOf(features);
  }

  /** The first {@code top} of {@code rows}, which are scores beside features. */
  String text(Dataset<Row> rows, int top) {
    return text(rows.orderBy("rank").limit(top).collectAsList());
  }

  String text(List<Row> top) {
    List<Lately> lately = LATELY.stream().filter(l -> features.contains(l.feature())).toList();
    StringBuilder text = new StringBuilder();
    add(text, format("%,d users scored as of %s by model %s", users, asOf, model));
    for (int line = 0; line < Lately.LINES; line++) {
      add(text, heading(line, lately));
    }
    top.forEach(row -> add(text, line(row, lately)));
    return text.toString();
  }

  private static String heading(int line, List<Lately> lately) {
    boolean isLast = line == Lately.LINES - 1;
    String user = isLast ? format("%5s  %-12s  %11s", "rank", "user", "probability") : "";
    return format("%-32s", user)
        + lately.stream().map(l -> l.cell(l.heading().get(line))).collect(joining());
  }

  private static String line(Row row, List<Lately> lately) {
    int rank = row.getAs("rank");
    String user = row.getAs("userId");
    double probability = row.getAs("probability");
    return format("%5d  %-12s  %10.1f%%", rank, user, 100 * probability)
        + lately.stream().map(l -> l.cell(l.of(row))).collect(joining());
  }

  private static void add(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
