package sparkify.model.score;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.model.registry.ModelCard;

/**
 * Those likeliest to leave, with what they did lately, as text.
 *
 * @param users how many were scored
 */
record TopUsers(ModelCard card, LocalDate asOf, long users) {
  private static final List<String> LATELY =
      List.of(
          "recency_days",
          "songs_per_day_7d",
          "songs_per_day_30d",
          "thumbs_down_per_song_30d",
          "adverts_per_song_30d");

  String text(Dataset<Row> rows, int top) {
    StringBuilder text = new StringBuilder();
    text.append("%,d users scored as of %s by model %s%n".formatted(users, asOf, card.version()));
    List<String> lately = LATELY.stream().filter(card.featureNames()::contains).toList();
    text.append("%5s  %-12s  %11s".formatted("rank", "user", "probability"));
    lately.forEach(name -> text.append("  %s".formatted(name)));
    text.append(System.lineSeparator());
    for (Row row : rows.orderBy("rank").limit(top).collectAsList()) {
      text.append(
          "%5d  %-12s  %10.1f%%"
              .formatted(
                  row.<Integer>getAs("rank"),
                  row.<String>getAs("userId"),
                  100 * row.<Double>getAs("probability")));
      for (String name : lately) {
        text.append(("  %" + name.length() + ".2f").formatted(row.<Double>getAs(name)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
