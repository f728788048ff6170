package sparkify.model.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import sparkify.model.frame.FeatureCatalogue;

class TopUsersTest {
  private static final LocalDate DAY = LocalDate.parse("2018-11-30");
  private static final StructType SCHEMA =
      new StructType()
          .add("rank", DataTypes.IntegerType)
          .add("userId", DataTypes.StringType)
          .add("probability", DataTypes.DoubleType)
          .add("recency_days", DataTypes.DoubleType)
          .add("songs_per_day_7d", DataTypes.DoubleType)
          .add("songs_per_day_30d", DataTypes.DoubleType)
          .add("thumbs_down_per_song_30d", DataTypes.DoubleType)
          .add("adverts_per_song_30d", DataTypes.DoubleType)
          .add("level_paid", DataTypes.DoubleType);
  private static final List<Row> ROWS =
      List.of(
          row(1, "100042", 0.4567, 12.34, 0.0, 18.21, 0.02, 0.1349, 0.0),
          row(2, "7", 0.05, 0.04, 120.0, 99.96, 0.0, 0.0, 1.0));

  @Test
  void showsRecentActivityUnderHeadingsWithUnits() {
    String text = new TopUsers("s7-1a2b3c4d", FeatureCatalogue.names(), DAY, 12_345).text(ROWS);
    assertThat(text)
        .isEqualToNormalizingNewlines(
            """
            12,345 users scored as of 2018-11-30 by model s7-1a2b3c4d
                                                      songs    songs  thumbs down     adverts
                                              days  per day  per day      per 100     per 100
             rank  user          probability  away   7 days  30 days   songs, 30d  songs, 30d  level
                1  100042              45.7%  12.3      0.0     18.2          2.0        13.5   free
                2  7                    5.0%   0.0    120.0    100.0          0.0         0.0   paid
            """);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void leavesOutFeaturesThatTheModelDoesNotRead() {
    String text = new TopUsers("s7-1a2b3c4d", List.of("level_paid", "other"), DAY, 2).text(ROWS);
    assertThat(text.lines().toList())
        .contains(" rank  user          probability  level")
        .contains("    2  7                    5.0%   paid");
  }

  private static Row row(Object... values) {
    return new GenericRowWithSchema(values, SCHEMA);
  }
}
