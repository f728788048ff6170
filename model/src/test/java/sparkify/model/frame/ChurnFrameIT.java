package sparkify.model.frame;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.OperatorError;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.snapshot.Snapshot;
import sparkify.spark.TestSpark;

@Timeout(180)
class ChurnFrameIT {
  /** Far from UTC: cutoffs are UTC midnights in any time zone. */
  private static final SparkSession spark = TestSpark.sessionIn("Pacific/Auckland");

  private static final TrainingSettings SETTINGS = FrameSettings.with(Map.of());
  private static final int USERS = 40;
  private static final List<Row> ROWS = new RandomEvents(42).of(USERS);

  @Test
  void examplesHaveTheAgreedColumns() {
    Dataset<Row> examples = frame(ROWS).examples();
    assertThat(examples.columns())
        .startsWith("userId", "cutoff", "role", "label", "fold")
        .endsWith(FeatureCatalogue.names().toArray(String[]::new))
        .hasSize(5 + FeatureCatalogue.names().size());
    assertThat(examples.schema().apply("cutoff").dataType()).isEqualTo(DataTypes.DateType);
    assertThat(examples.schema().apply("fold").dataType()).isEqualTo(DataTypes.IntegerType);
    assertThat(examples.schema().apply("label").dataType()).isEqualTo(DataTypes.DoubleType);
    assertThat(FeatureCatalogue.names())
        .allSatisfy(
            name -> {
              assertThat(examples.schema().apply(name).dataType()).isEqualTo(DataTypes.DoubleType);
              assertThat(examples.schema().apply(name).nullable()).isFalse();
            });
  }

  @Test
  void examplesMatchTheEventsOfEachUser() {
    ChurnFrame frame = frame(ROWS);
    Cutoffs cutoffs = frame.cutoffs();
    long[] at = cutoffs.all().stream().mapToLong(t -> Cutoffs.instant(t).toEpochMilli()).toArray();
    List<String> expected = new ArrayList<>();
    for (Row row : UserEvents.examples(ROWS, SETTINGS.horizon().toMillis(), at)) {
      LocalDate cutoff = LocalDate.ofEpochDay(row.getInt(1));
      String role = cutoffs.test().contains(cutoff) ? "test" : "train";
      expected.add(row.getString(0) + "," + cutoff + "," + role + tail(row, 2));
    }
    List<String> actual =
        frame.examples().collectAsList().stream()
            .map(row -> row.get(0) + "," + row.get(1) + "," + row.get(2) + tail(row, 3))
            .toList();
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected).isNotEmpty();
  }

  @Test
  void theLayoutOfTheEventsChangesNoBit() {
    List<String> expected = lines(frame(ROWS).examples());
    Dataset<Row> events = dataset(ROWS);
    List<Dataset<Row>> layouts =
        List.of(
            events.coalesce(1),
            events.repartition(7),
            events.repartition(3, col("page")),
            events.repartition(5).orderBy(rand(1)),
            events.repartitionByRange(4, col("ts").desc()),
            events.sort(col("itemInSession"), col("ts").desc()).coalesce(1));
    for (Dataset<Row> layout : layouts) {
      assertThat(lines(frame(layout).examples())).isEqualTo(expected);
    }
  }

  @Test
  void scoringAPastDayUsesTheFeaturesOfTraining() {
    ChurnFrame frame = frame(ROWS);
    for (LocalDate cutoff : frame.cutoffs().all()) {
      Dataset<Row> trained =
          frame.examples().where(col("cutoff").equalTo(cutoff)).drop("role", "label", "fold");
      assertThat(lines(frame.featuresAt(Cutoffs.instant(cutoff))))
          .isEqualTo(lines(trained))
          .isNotEmpty();
    }
  }

  @Test
  void onePassGivesTheRowsOfTwo() {
    ChurnFrame two = frame(ROWS);
    ChurnFrame one = two.inOnePass();
    Instant scored = Cutoffs.instant(two.cutoffs().lastCompleteDay().plusDays(1));
    assertThat(lines(one.examples())).isEqualTo(lines(two.examples())).isNotEmpty();
    assertThat(lines(one.featuresAt(scored))).isEqualTo(lines(two.featuresAt(scored))).isNotEmpty();
    assertThat(List.of(one.examples(), one.featuresAt(scored)))
        .allSatisfy(
            rows ->
                assertThat(rows.queryExecution().executedPlan().toString())
                    .contains("InMemoryTableScan"));
    Instant other = scored.minus(Duration.ofDays(3));
    assertThat(lines(one.featuresAt(other))).isEqualTo(lines(two.featuresAt(other))).isNotEmpty();
    spark.catalog().clearCache();
  }

  @Test
  void eventsAtOrAfterTheCutoffChangeNoFeature() {
    Instant t = Instant.parse("2018-11-03T00:00:00Z");
    List<String> before = lines(frame(ROWS).featuresAt(t));
    List<Row> changed = new ArrayList<>();
    for (Row row : ROWS) {
      if (row.getLong(1) < t.toEpochMilli()) {
        changed.add(row);
      } else if (row.getLong(1) % 3 != 0) {
        changed.add(RandomEvents.at(row, row.getLong(1) + UserHistory.DAY_MS));
      }
    }
    RandomEvents source = new RandomEvents(7);
    for (int i = 0; i < 200; i++) {
      changed.add(source.invented(USERS, t.toEpochMilli()));
    }
    Collections.shuffle(changed, new Random(7));
    assertThat(lines(frame(changed).featuresAt(t))).isEqualTo(before).isNotEmpty();
  }

  @Test
  void copiesMadeBeforeKafkaChangeNothing() {
    List<Row> twice = new ArrayList<>(ROWS);
    twice.addAll(ROWS);
    ChurnFrame once = frame(ROWS);
    assertThat(frame(twice).cutoffs()).isEqualTo(once.cutoffs());
    assertThat(lines(frame(twice).examples())).isEqualTo(lines(once.examples()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2015-03-04T05:06:07Z", "2017-12-31T23:59:59Z", "2018-09-23T12:00:00Z"})
  void aStrayEventLongBeforeTheRestMovesNothing(String time) {
    List<Row> stray = new ArrayList<>(ROWS);
    stray.add(RandomEvents.at(ROWS.get(0), Instant.parse(time).toEpochMilli()));
    stray.add(RandomEvents.at(ROWS.get(ROWS.size() - 1), Instant.parse(time).toEpochMilli()));
    assertThat(frame(stray).cutoffs()).isEqualTo(frame(ROWS).cutoffs());
    assertThat(lines(frame(stray).examples())).isEqualTo(lines(frame(ROWS).examples()));
  }

  @Test
  void readsTheFilesOfASnapshot(@TempDir Path directory) {
    String folder = directory.resolve("events").toString();
    dataset(ROWS).repartition(3).write().parquet(folder);
    String[] files = spark.read().parquet(folder).inputFiles();
    Snapshot snapshot =
        new Snapshot(1, ROWS.size(), List.of(files), UserEvents.volumes(ROWS).rows());
    assertThat(files).hasSize(3);
    assertThat(lines(ChurnFrame.of(spark, snapshot, SETTINGS).examples()))
        .isEqualTo(lines(frame(ROWS).examples()));
  }

  @Test
  void anEmptyLakeIsRefused() {
    String message =
        "Cannot compute features: the lake has no events; run ./deploy.sh stream first";
    assertThatThrownBy(
            () -> ChurnFrame.of(spark, new Snapshot(0, 0, List.of(), new TreeMap<>()), SETTINGS))
        .isInstanceOf(OperatorError.class)
        .hasMessage(message);
  }

  @Test
  void missingColumnsAreNamed() {
    assertThatThrownBy(() -> frame(dataset(ROWS).drop("length", "userAgent")))
        .isInstanceOf(OperatorError.class)
        .hasMessage(
            "Cannot compute features: the events have no column length, userAgent; land them again"
                + " with this version");
  }

  @Test
  void featuresExistOnlyAtMidnightsAfterTheFirstEvent() {
    ChurnFrame frame = frame(ROWS);
    assertThatThrownBy(() -> frame.featuresAt(Instant.parse("2018-11-03T00:00:01Z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid cutoff: 2018-11-03T00:00:01Z (must be a UTC midnight)");
    assertThatThrownBy(() -> frame.featuresAt(Instant.parse("2018-10-01T00:00:00Z")))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith(
            "Cannot compute features at 2018-10-01T00:00:00Z: the first day observed is 2018-10-01;");
  }

  private static ChurnFrame frame(List<Row> rows) {
    return ChurnFrame.of(EventRows.of(dataset(rows)), UserEvents.volumes(rows), SETTINGS);
  }

  private static ChurnFrame frame(Dataset<Row> layout) {
    return ChurnFrame.of(EventRows.of(layout), UserEvents.volumes(ROWS), SETTINGS);
  }

  private static Dataset<Row> dataset(List<Row> rows) {
    return spark.createDataFrame(rows, RandomEvents.LAKE);
  }

  /** All rows as text, which determines every bit of a double, in a fixed order. */
  private static List<String> lines(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static String tail(Row row, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < row.size(); i++) {
      text.append(',').append(row.get(i));
    }
    return text.toString();
  }
}
