package sparkify.model.frame;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.snapshot.Snapshot;
import sparkify.spark.TestSpark;

/** 519,456 events of two months, if that file exists beside the checkout; skipped otherwise. */
@Timeout(300)
class TwoMonthsIT {
  private static final Logger LOG = LoggerFactory.getLogger(TwoMonthsIT.class);
  private static final Path DATA =
      Path.of(System.getProperty("sparkify.home", ".."))
          .resolve("../shared/data/eventsim-medium.json.gz");
  private static final TrainingSettings SETTINGS = FrameSettings.with(Map.of());

  /** Far from UTC: cutoffs are UTC midnights in any time zone. */
  private static final SparkSession spark = TestSpark.sessionIn("Pacific/Auckland");

  @TempDir private static Path directory;

  private static Snapshot snapshot = new Snapshot(0, 0, List.of(), new TreeMap<>());

  /** Runs before each test, not once before all, because only then are skipped tests reported. */
  @BeforeEach
  void writeParquetOnce() {
    assumeTrue(Files.isReadable(DATA), () -> "Skipped: there is no file " + DATA);
    if (snapshot.seq() == 1) {
      return;
    }
    String folder = directory.resolve("events").toString();
    spark.read().json(DATA.toString()).repartition(6).write().parquet(folder);
    Dataset<Row> written = spark.read().parquet(folder);
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    for (Row day : written.groupBy(expr("floor(ts / 86400000)")).count().collectAsList()) {
      days.put(LocalDate.ofEpochDay(day.getLong(0)), day.getLong(1));
    }
    snapshot = new Snapshot(1, written.count(), List.of(written.inputFiles()), days);
  }

  @Test
  void cutoffsAndLeaversMatchTheData() {
    long start = System.nanoTime();
    ChurnFrame frame = ChurnFrame.of(spark, snapshot, SETTINGS);
    List<Row> rows = frame.examples().collectAsList();
    LOG.warn("frame of {} rows in {}", rows.size(), Duration.ofNanos(System.nanoTime() - start));
    assertThat(frame.cutoffs().train())
        .containsExactly(
            LocalDate.of(2018, 10, 13), LocalDate.of(2018, 10, 20), LocalDate.of(2018, 10, 27));
    assertThat(frame.cutoffs().test())
        .containsExactly(LocalDate.of(2018, 11, 10), LocalDate.of(2018, 11, 17));
    assertThat(leavers(rows))
        .containsExactly(
            Map.entry("2018-10-13 train", 29),
            Map.entry("2018-10-20 train", 26),
            Map.entry("2018-10-27 train", 22),
            Map.entry("2018-11-10 test", 14),
            Map.entry("2018-11-17 test", 17));
    assertThat(users(rows, "train")).isEqualTo(51);
    assertThat(users(rows, "test")).isEqualTo(20);
    assertThat(rows).hasSize(328 + 352 + 357 + 354 + 354);
  }

  @Test
  void scoringAPastDayUsesTheFeaturesOfTraining() {
    ChurnFrame frame = ChurnFrame.of(spark, snapshot, SETTINGS);
    LocalDate cutoff = frame.cutoffs().train().get(0);
    Dataset<Row> trained =
        frame.examples().where(col("cutoff").equalTo(cutoff)).drop("role", "label", "fold");
    assertThat(lines(frame.featuresAt(Cutoffs.instant(cutoff)))).isEqualTo(lines(trained));
  }

  private static Map<String, Integer> leavers(List<Row> rows) {
    Map<String, Integer> leavers = new TreeMap<>();
    for (Row row : rows) {
      leavers.merge(row.get(1) + " " + row.get(2), (int) row.getDouble(3), Integer::sum);
    }
    return leavers;
  }

  private static long users(List<Row> rows, String role) {
    return rows.stream()
        .filter(row -> row.getString(2).equals(role) && row.getDouble(3) == 1)
        .map(row -> row.getString(0))
        .distinct()
        .count();
  }

  private static List<String> lines(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
