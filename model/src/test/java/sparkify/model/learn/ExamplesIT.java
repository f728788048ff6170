package sparkify.model.learn;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.model.learn.Candidate.Logistic;
import sparkify.model.learn.OutOfFold.Scored;
import sparkify.model.measure.Scores;
import sparkify.spark.TestSpark;

@Timeout(120)
class ExamplesIT {
  private static final TestExamples SOURCE = new TestExamples(200, 3, 1, 1);

  private static final long ONE_PARTITION = 1_000;
  private static final long SEVERAL_PARTITIONS = 10;

  private final SparkSession spark = TestSpark.session();

  @Test
  void upToTheLimitRowsAreNumberedByCutoffAndUser() {
    try (Examples examples = cache(SOURCE.rows(), ONE_PARTITION)) {
      assertThat(examples.areOnePartition()).isTrue();
      assertThat(examples.size()).isEqualTo(1_000);
      List<Row> sorted = examples.rows().orderBy("cutoff", "userId").collectAsList();
      assertThat(sorted)
          .extracting(row -> row.<Integer>getAs("row"))
          .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }
  }

  @Test
  void beyondTheLimitTheSameRowsHaveTheSameNumbersInWhateverOrderTheyArrive() {
    List<Row> shuffled = new ArrayList<>(SOURCE.rows());
    Collections.shuffle(shuffled, new Random(5));
    try (Examples one = cache(SOURCE.rows(), SEVERAL_PARTITIONS);
        Examples other = cache(shuffled, SEVERAL_PARTITIONS)) {
      assertThat(one.areOnePartition()).isFalse();
      List<Row> rows = one.rows().orderBy("row").collectAsList();
      assertThat(rows).isEqualTo(other.rows().orderBy("row").collectAsList());
      assertThat(rows)
          .extracting(row -> row.<Integer>getAs("row"))
          .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
      assertThat(one.rows().javaRDD().glom().map(List::size).collect())
          .hasSize(2)
          .isEqualTo(other.rows().javaRDD().glom().map(List::size).collect());
    }
  }

  @Test
  void aRoleKnowsItsRows() {
    try (Examples examples = cache(SOURCE.rows(), SEVERAL_PARTITIONS)) {
      RoleRows test = examples.of(Examples.TEST);
      assertThat(test.size()).isEqualTo(400);
      assertThat(test.cases().users()).isEqualTo(200);
      assertThat(test.cutoffs()).containsExactly("2018-11-10", "2018-11-17");
      assertThat(test.folds()).containsExactly(0, 1, 2);
      double[] labels = Examples.values(examples.rows(Examples.TEST), List.of("label"), test)[0];
      assertThat(test.labels()).isEqualTo(labels).contains(0, 1);
    }
  }

  @Test
  void heldOutScoresAreAboutTheSameWithOnePartitionAndWithSeveral() throws IOException {
    try (Examples one = cache(SOURCE.rows(), ONE_PARTITION);
        Examples several = cache(SOURCE.rows(), SEVERAL_PARTITIONS)) {
      List<Row> expected = heldOut(one);
      List<Row> found = heldOut(several);
      assertThat(found).hasSize(600);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).getString(0)).isEqualTo(expected.get(i).getString(0));
        assertThat(found.get(i).getDouble(2)).isCloseTo(expected.get(i).getDouble(2), within(1e-4));
      }
    }
  }

  /** The training rows with the score of a model that has not seen the user. */
  private static List<Row> heldOut(Examples examples) throws IOException {
    RoleRows train = examples.of(Examples.TRAIN);
    List<Fit> fits = List.of(new Fit.Line(Logistic.ridge(0.1)));
    Scored scored = new OutOfFold(examples, train, 1).of(fits).get(0);
    Dataset<Row> rows =
        new ScoredRows(examples).add(train, new Scores(scored.raw(), scored.raw())).dataset();
    return rows.where(col("role").equalTo("train"))
        .select("userId", "cutoff", "raw")
        .orderBy("cutoff", "userId")
        .collectAsList();
  }

  private Examples cache(List<Row> rows, long sortedRows) {
    return Examples.cache(SOURCE.dataset(spark, rows).repartition(5), SOURCE.names(), sortedRows);
  }
}
