package sparkify.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.analytics.PageTables.BUSY;
import static sparkify.analytics.PageTables.OF_BUSY;
import static sparkify.analytics.PageTables.busy;
import static sparkify.analytics.PageTables.land;
import static sparkify.analytics.PageTables.landThreeDays;
import static sparkify.analytics.PageTables.ofView;
import static sparkify.analytics.PageTables.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerUnpersistRDD;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlView;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.spark.TestSpark;

/** Tables that read a view in their feed's place. */
@Timeout(300)
class SharedViewsIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private AnalyticsLake lake;

  @BeforeEach
  void createLake(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    lake = new AnalyticsLake(hdfs, name.toLowerCase(Locale.ROOT));
  }

  @Test
  void tablesReadTheRowsOfTheirView() throws Exception {
    landThreeDays(lake);
    SqlFile busy = busy("hour, day, week");
    lake.analyze(List.of(busy));
    assertThat(lake.rows(busy.tables().get(0)))
        .containsExactly(
            "{\"period\":\"2018-10-06T01:00:00.000Z\",\"pages\":1}",
            "{\"period\":\"2018-10-06T02:00:00.000Z\",\"pages\":1}",
            "{\"period\":\"2018-10-07T00:00:00.000Z\",\"pages\":1}");
    assertThat(lake.rows(busy.tables().get(1)))
        .containsExactly(
            "{\"period\":\"2018-10-06\",\"pages\":2}", "{\"period\":\"2018-10-07\",\"pages\":1}");
    land(lake, "2018-10-07", "NextSong");
    lake.analyze(List.of(busy));
    assertThat(lake.rebuilt(busy.tables().get(1))).containsExactly("2018-10-07");
    assertThat(lake.rows(busy.tables().get(2)))
        .containsExactly("{\"period\":\"2018-10-01\",\"pages\":4}");
  }

  @Test
  void aViewIsComputedOnceForAllItsTables() throws Exception {
    landThreeDays(lake);
    SparkContext spark = TestSpark.session(lake.files()).sparkContext();
    int before = new JavaSparkContext(spark).emptyRDD().id(); // Others may be released meanwhile.
    Set<Integer> released = ConcurrentHashMap.newKeySet();
    SparkListener views =
        new SparkListener() {
          @Override
          public void onUnpersistRDD(SparkListenerUnpersistRDD rows) {
            if (rows.rddId() > before) {
              released.add(rows.rddId());
            }
          }
        };
    spark.addSparkListener(views);
    try {
      lake.analyze(
          List.of(
              busy("hour, day, week, month"),
              sql("day", "own", "SELECT period, count(*) AS pages FROM events GROUP BY period")));
      spark.listenerBus().waitUntilEmpty();
    } finally {
      spark.removeSparkListener(views);
    }
    assertThat(released).hasSize(1);
  }

  @Test
  void aTableSeesTheDatesThatItDependsOnEvenIfItsViewHasMore() throws Exception {
    String rows = "SELECT period, (SELECT count(*) FROM busy) AS pages FROM busy GROUP BY period";
    SqlFile own = ofView(BUSY, sql("day", "own", rows));
    SqlFile all =
        SqlFile.parse("all.sql", "all", own.text().replace("own", "all before"), view(own));
    landThreeDays(lake);
    lake.analyze(List.of(own, all));
    land(lake, "2018-10-09", "NextSong");
    lake.analyze(List.of(own, all));
    assertThat(lake.rows(own.tables().get(0))).contains("{\"period\":\"2018-10-09\",\"pages\":1}");
    assertThat(lake.rows(all.tables().get(0))).contains("{\"period\":\"2018-10-09\",\"pages\":4}");
  }

  @Test
  void anotherViewMakesEverythingStaleThatReadsIt() throws Exception {
    landThreeDays(lake);
    lake.analyze(List.of(busy("day")));
    assertThat(lake.stale(busy("day"))).isEmpty();
    SqlFile other = ofView(BUSY.replace("<> 'Home'", "<> 'Help'"), sql("day", "own", OF_BUSY));
    assertThat(lake.stale(other).get(0).parts()).hasSize(3);
  }

  @Test
  void refusesAViewByItsOwnLine() throws Exception {
    landThreeDays(lake);
    SqlFile table = sql("day", "own", OF_BUSY);
    Map<String, String> wrong =
        Map.of(
            BUSY.replace("page <>", "pge <>"),
            "busy.sql:9: [UNRESOLVED_COLUMN",
            BUSY.replace("ts - pmod(ts, 3600000) AS ts", "string(min(ts)) AS ts"),
            "busy.sql:7: the column ts is a STRING, and must be a BIGINT",
            BUSY.replace("AS pages", "AS events"),
            "busy.sql:7: the query yields the columns ts, events, but the header describes ts, pages");
    wrong.forEach(
        (view, message) ->
            assertThatThrownBy(() -> lake.analyze(List.of(ofView(view, table))))
                .hasMessageContaining(message));
  }

  private static SqlView view(SqlFile file) {
    return Objects.requireNonNull(file.view());
  }
}
