package sparkify.model.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.spark.TestSpark;

@Timeout(120)
class RanksIT {
  private static final StructType SCHEMA =
      new StructType().add("userId", DataTypes.StringType).add("raw", DataTypes.DoubleType);

  @Test
  void ranksOfManyTasksAreThoseOfOneSort() {
    List<Row> users = new ArrayList<>(usersWithTies());
    Dataset<Row> ranked = Ranks.of(severalTasks().createDataFrame(users, SCHEMA));
    assertThat(ranked.javaRDD().getNumPartitions()).isGreaterThan(1);
    users.sort(
        Comparator.<Row>comparingDouble(row -> -row.getDouble(1))
            .thenComparing(r -> r.getString(0)));
    List<Row> expected =
        IntStream.range(0, users.size())
            .mapToObj(i -> RowFactory.create(users.get(i).get(0), users.get(i).get(1), i + 1))
            .toList();
    assertThat(ranked.collectAsList()).isEqualTo(expected);
  }

  @Test
  void theOrderOfRowsChangesNoRank() {
    List<Row> shuffled = new ArrayList<>(usersWithTies());
    Collections.shuffle(shuffled, new Random(7));
    List<Row> one = Ranks.of(severalTasks().createDataFrame(shuffled, SCHEMA)).collectAsList();
    List<Row> other =
        Ranks.of(TestSpark.session().createDataFrame(usersWithTies(), SCHEMA).coalesce(1))
            .collectAsList();
    assertThat(one).isEqualTo(other);
  }

  @Test
  void withoutUsersThereAreNoRanks() {
    Dataset<Row> nobody = TestSpark.session().createDataFrame(List.of(), SCHEMA);
    assertThat(Ranks.of(nobody).collectAsList()).isEmpty();
  }

  /** About fifty users for each score. */
  private static List<Row> usersWithTies() {
    Random random = new Random(1);
    return IntStream.range(0, 5_000)
        .mapToObj(i -> RowFactory.create("user" + i, (random.nextInt(100) - 50) / 8.0))
        .toList();
  }

  /** A session in which few rows are not put into one task. */
  private static SparkSession severalTasks() {
    SparkSession spark = TestSpark.session().newSession();
    spark.conf().set("spark.sql.adaptive.coalescePartitions.enabled", false);
    return spark;
  }
}
