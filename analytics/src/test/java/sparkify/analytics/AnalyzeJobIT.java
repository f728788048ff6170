package sparkify.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerUnpersistRDD;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.analytics.stale.DateRange;
import sparkify.analytics.stale.StaleParts;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlView;
import sparkify.analytics.table.Table;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.log.Crash;
import sparkify.lake.log.Manifest;
import sparkify.spark.TestSpark;

@Timeout(300)
class AnalyzeJobIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private static final SqlFile PAGES =
      sql("day, week", "own", "SELECT period, count(*) AS pages FROM events GROUP BY period");

  /** Its rows depend on the period before. */
  private static final SqlFile GROWTH =
      sql(
          "day",
          "1 before",
          """
          WITH days AS (SELECT period, previous, count(*) AS pages FROM events GROUP BY ALL)
          SELECT a.period, a.pages - coalesce(b.pages, 0) AS pages
          FROM days a LEFT JOIN days b ON b.period = a.previous
          """);

  /** Days on which nobody was at home have no rows. */
  private static final SqlFile HOMES =
      sql(
          "hour",
          "own",
          "SELECT period, count(*) AS pages FROM events WHERE page = 'Home' GROUP BY period");

  /** The events other than 'Home', by the hour. */
  private static final String BUSY =
      """
      -- feed: events
      -- rows: one per hour, of the events other than 'Home'
      -- columns:
      --   ts: its beginning
      --   pages: how many

      SELECT ts - pmod(ts, 3600000) AS ts, count(*) AS pages
      FROM events
      WHERE page <> 'Home'
      GROUP BY ts - pmod(ts, 3600000)
      """;

  private static final String OF_BUSY =
      "SELECT period, sum(pages) AS pages FROM busy GROUP BY period";

  private AnalyticsLake lake;

  @BeforeEach
  void createLake(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    lake = new AnalyticsLake(hdfs, name.toLowerCase(Locale.ROOT));
  }

  private static SqlFile sql(String grain, String reads, String query) {
    String text =
        """
        -- title: Test
        -- feed: events
        -- grain: %s
        -- reads: %s
        -- answers: What?
        -- columns:
        --   period: the period
        --   pages: number of them

        %s
        """;
    return SqlFile.parse("test.sql", "test", text.formatted(grain, reads, query));
  }

  /** Counts events other than 'Home', which a view has counted by the hour. */
  private static SqlFile busy(String grains) {
    return ofView(BUSY, sql(grains, "own", OF_BUSY));
  }

  /** The same table, but of the view {@code busy}. */
  private static SqlFile ofView(String view, SqlFile file) {
    return SqlFile.parse(
        "busy_times.sql",
        "busy_times",
        file.text().replace("-- grain", "-- view: busy\n-- grain"),
        SqlView.parse("busy.sql", "busy", view));
  }

  private static SqlView view(SqlFile file) {
    return Objects.requireNonNull(file.view());
  }

  private static Table table(SqlFile file) {
    return file.tables().get(0);
  }

  /** An event of each page on a date, an hour apart. */
  private void land(String date, String... pages) throws IOException {
    List<String> events = new ArrayList<>();
    for (String page : pages) {
      long ts = LocalDate.parse(date).toEpochDay() * 86_400_000 + events.size() * 3_600_000L;
      events.add("{\"ts\":%d,\"userId\":\"7\",\"page\":\"%s\"}".formatted(ts, page));
    }
    Manifest unused = lake.land("events", events);
  }

  private void landThreeDays() throws IOException {
    land("2018-10-06", "Home", "NextSong", "NextSong");
    land("2018-10-07", "NextSong");
    land("2018-10-08", "Home", "Home");
  }

  @Test
  void buildsEveryPeriodThatHasDataAndNamesTheSnapshot() throws Exception {
    landThreeDays();
    String report = lake.analyze(List.of(PAGES));
    assertThat(lake.rows(PAGES.tables().get(0)))
        .containsExactly(
            "{\"period\":\"2018-10-06\",\"pages\":3}",
            "{\"period\":\"2018-10-07\",\"pages\":1}",
            "{\"period\":\"2018-10-08\",\"pages\":2}");
    assertThat(lake.rows(PAGES.tables().get(1)))
        .containsExactly(
            "{\"period\":\"2018-10-01\",\"pages\":4}", "{\"period\":\"2018-10-08\",\"pages\":2}");
    Manifest commit = Objects.requireNonNull(lake.log("tables/test_week").read().last());
    Manifest.Source source = Objects.requireNonNull(commit.source());
    assertThat(source.feed()).isEqualTo("events");
    assertThat(source.snapshot()).isEqualTo(lake.log("events").read().snapshotSeq());
    assertThat(report.lines())
        .satisfiesExactly(
            day -> assertThat(day).contains("test_day", "3 days, 2018-10-06 to 2018-10-08"),
            week -> assertThat(week).contains("test_week", "2 weeks, 2018-10-01 to 2018-10-08"),
            sum -> assertThat(sum).isEqualTo("Built 2 tables: 5 rows"));
  }

  @Test
  void rebuildsThePeriodsWhoseSpanHoldsAChangedDateAndNoOthers() throws Exception {
    landThreeDays();
    land("2018-10-09", "Home");
    lake.analyze(List.of(GROWTH));
    assertThat(stale(GROWTH)).isEmpty();
    land("2018-10-07", "Home");
    lake.analyze(List.of(GROWTH));
    assertThat(lake.rebuilt(table(GROWTH))).containsExactly("2018-10-07", "2018-10-08");
    assertThat(lake.rows(table(GROWTH)))
        .containsExactly(
            "{\"period\":\"2018-10-06\",\"pages\":3}",
            "{\"period\":\"2018-10-07\",\"pages\":-1}",
            "{\"period\":\"2018-10-08\",\"pages\":0}",
            "{\"period\":\"2018-10-09\",\"pages\":-1}");
  }

  @Test
  void everythingAfterAChangedDateIsStaleForATableThatReadsAllBefore() throws Exception {
    SqlFile all = sql("day", "all before", "SELECT max(period) AS period, 1L AS pages FROM events");
    landThreeDays();
    lake.analyze(List.of(all));
    land("2018-10-07", "Home");
    assertThat(stale(all).get(0).parts())
        .containsExactly(LocalDate.parse("2018-10-07"), LocalDate.parse("2018-10-08"));
  }

  @Test
  void compactionMakesNothingStale() throws Exception {
    landThreeDays();
    lake.analyze(List.of(PAGES, renamed(HOMES)));
    lake.compact("events");
    assertThat(stale(PAGES)).isEmpty();
    land("2018-10-08", "Home");
    assertThat(stale(PAGES)).hasSize(2);
    // Beyond what the log of events keeps in manifests of their own.
    for (int i = 0; i < 7; i++) {
      land("2018-10-12", "Home");
      lake.compact("events");
    }
    assertThat(stale(PAGES).get(0).parts())
        .containsExactly(LocalDate.parse("2018-10-08"), LocalDate.parse("2018-10-12"));
  }

  @Test
  void anotherQueryMakesEverythingStaleAndOtherWordsNothing() throws Exception {
    landThreeDays();
    lake.analyze(List.of(PAGES));
    SqlFile words =
        SqlFile.parse("test.sql", "test", PAGES.text().replace("What?", "How many pages?"));
    assertThat(stale(words)).isEmpty();
    SqlFile other = SqlFile.parse("test.sql", "test", PAGES.text().replace("count(*)", "count(1)"));
    assertThat(stale(other).get(0).parts()).hasSize(3);
  }

  @Test
  void foldersThatAreNoLongerPartsGo() throws Exception {
    landThreeDays();
    SqlFile daily = sql("day", "own", PAGES.query());
    SqlFile weekly = sql("week", "own", PAGES.query());
    lake.analyze(List.of(daily));
    lake.analyze(List.of(weekly));
    assertThat(lake.rows(table(weekly))).hasSize(2);
    assertThat(lake.folders(table(weekly)))
        .containsExactlyInAnyOrder("period=2018-10-01", "period=2018-10-08");
    assertThat(stale(weekly)).isEmpty();
  }

  @Test
  void hoursAreStoredByDayAndADayWithoutRowsCountsAsBuilt() throws Exception {
    landThreeDays();
    lake.analyze(List.of(HOMES));
    assertThat(lake.folders(table(HOMES)))
        .containsExactly("date=2018-10-06", "date=2018-10-07", "date=2018-10-08");
    assertThat(lake.rows(table(HOMES)))
        .containsExactly(
            "{\"period\":\"2018-10-06T00:00:00.000Z\",\"pages\":1}",
            "{\"period\":\"2018-10-08T00:00:00.000Z\",\"pages\":1}",
            "{\"period\":\"2018-10-08T01:00:00.000Z\",\"pages\":1}");
    assertThat(stale(HOMES)).isEmpty();
  }

  @Test
  void tablesReadTheRowsOfTheirView() throws Exception {
    landThreeDays();
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
    land("2018-10-07", "NextSong");
    lake.analyze(List.of(busy));
    assertThat(lake.rebuilt(busy.tables().get(1))).containsExactly("2018-10-07");
    assertThat(lake.rows(busy.tables().get(2)))
        .containsExactly("{\"period\":\"2018-10-01\",\"pages\":4}");
  }

  @Test
  void aViewIsComputedOnceForAllItsTables() throws Exception {
    landThreeDays();
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
      lake.analyze(List.of(busy("hour, day, week, month"), PAGES));
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
    landThreeDays();
    lake.analyze(List.of(own, all));
    land("2018-10-09", "NextSong");
    lake.analyze(List.of(own, all));
    assertThat(lake.rows(table(own))).contains("{\"period\":\"2018-10-09\",\"pages\":1}");
    assertThat(lake.rows(table(all))).contains("{\"period\":\"2018-10-09\",\"pages\":4}");
  }

  @Test
  void anotherViewMakesEverythingStaleThatReadsIt() throws Exception {
    landThreeDays();
    lake.analyze(List.of(busy("day")));
    assertThat(stale(busy("day"))).isEmpty();
    SqlFile other = ofView(BUSY.replace("<> 'Home'", "<> 'Help'"), sql("day", "own", OF_BUSY));
    assertThat(stale(other).get(0).parts()).hasSize(3);
  }

  @Test
  void refusesAViewByItsOwnLine() throws Exception {
    landThreeDays();
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

  @Test
  void buildsOnlyPeriodsThatTouchTheRangeAndTheOthersStayStale() throws Exception {
    landThreeDays();
    DateRange sunday = new DateRange(LocalDate.parse("2018-10-07"), LocalDate.parse("2018-10-07"));
    lake.analyze(List.of(PAGES), sunday);
    assertThat(lake.folders(PAGES.tables().get(0))).containsExactly("period=2018-10-07");
    assertThat(lake.folders(PAGES.tables().get(1))).containsExactly("period=2018-10-01");
    lake.analyze(List.of(PAGES));
    assertThat(lake.rows(PAGES.tables().get(0))).hasSize(3);
    assertThat(lake.rebuilt(PAGES.tables().get(1))).containsExactly("2018-10-08");
  }

  @Test
  void aTableThatFailsNamesItsLineAndTheOthersAreBuilt() throws Exception {
    landThreeDays();
    SqlFile wrong =
        SqlFile.parse(
            "wrong.sql", "wrong", HOMES.text().replace("page = 'Home'", "\n  pge = 'Home'"));
    assertThatThrownBy(() -> lake.analyze(List.of(wrong, PAGES)))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith(
            "Cannot build 1 of 3 stale tables (the others are built): wrong: Cannot use wrong.sql:11: [UNRESOLVED_COLUMN")
        .hasMessageNotContaining("\n");
    assertThat(stale(PAGES)).isEmpty();
  }

  @Test
  void refusesColumnsOtherThanTheHeaderDescribes() throws Exception {
    landThreeDays();
    assertThatThrownBy(() -> lake.analyze(List.of(sql("day", "own", "SELECT period FROM events"))))
        .hasMessageContaining(
            "test.sql:10: the query yields the columns period, but the header describes period, pages");
    SqlFile text = sql("day", "own", "SELECT string(period) AS period, 1L AS pages FROM events");
    assertThatThrownBy(() -> lake.analyze(List.of(text)))
        .hasMessageContaining("test.sql:10: the column period is a STRING, and must be a DATE");
  }

  @Test
  void aFileOfTheFeedThatMovesMeanwhileIsFoundAgain() throws Exception {
    landThreeDays();
    AtomicBoolean moved = new AtomicBoolean();
    FileSystemHook compaction =
        (operation, path) -> {
          if (operation.equals("open")
              && path.toString().contains("/events/date=2018-10-07/")
              && moved.compareAndSet(false, true)) {
            lake.compact("events");
          }
        };
    SqlFile busy = busy("day, week");
    lake.analyze(List.of(busy, PAGES), AnalyticsLake.ALWAYS, "analysis", compaction);
    assertThat(moved).isTrue();
    assertThat(lake.rows(PAGES.tables().get(0))).hasSize(3);
    assertThat(lake.rows(busy.tables().get(0))).hasSize(2);
  }

  @Test
  void whatLandsWhileARunBeginsIsStaleAfterIt() throws Exception {
    landThreeDays();
    AtomicBoolean landed = new AtomicBoolean();
    FileSystemHook landing =
        (operation, path) -> {
          if (path.toString().contains("/tables/test_week/_commits")
              && landed.compareAndSet(false, true)) {
            land("2018-10-05", "Home");
            land("2018-10-30", "Home");
          }
        };
    lake.analyze(List.of(PAGES), AnalyticsLake.ALWAYS, "analysis", landing);
    assertThat(landed).isTrue();
    assertThat(lake.rows(PAGES.tables().get(1)))
        .containsExactly(
            "{\"period\":\"2018-10-01\",\"pages\":4}", "{\"period\":\"2018-10-08\",\"pages\":2}");
    lake.analyze(List.of(PAGES));
    assertThat(lake.rows(PAGES.tables().get(1)))
        .containsExactly(
            "{\"period\":\"2018-10-01\",\"pages\":5}",
            "{\"period\":\"2018-10-08\",\"pages\":2}",
            "{\"period\":\"2018-10-29\",\"pages\":1}");
  }

  @Test
  void aRunThatDiesAnywhereLeavesTheOldRowsOrTheNewOnes() throws Exception {
    SqlFile daily = sql("day", "own", PAGES.query());
    landThreeDays();
    lake.analyze(List.of(daily));
    List<String> before = lake.rows(table(daily));
    land("2018-10-06", "Home");
    int deaths = 0;
    Crash.At crash = new Crash.At(0);
    for (int step = 0; step == 0 || crash.hasHappened(); step += 7) {
      crash = new Crash.At(step);
      String application = "dies-" + step;
      try {
        lake.analyze(List.of(daily), AnalyticsLake.ALWAYS, application, crash);
      } catch (Throwable death) { // Spark wraps it, or the job ends because of it.
        assertThat(crash.hasHappened()).isTrue();
        deaths++;
      }
      assertThat(lake.rows(table(daily)))
          .as(crash.toString())
          .isIn(before, newRows(before), before.subList(1, 3)); // Until the next run publishes.
      if (lake.rows(table(daily)).equals(newRows(before))) {
        break;
      }
    }
    lake.analyze(List.of(daily));
    assertThat(lake.rows(table(daily))).isEqualTo(newRows(before));
    assertThat(stale(daily)).isEmpty();
    assertThat(deaths).isGreaterThan(3);
  }

  private static List<String> newRows(List<String> before) {
    return before.stream().map(row -> row.replace("\"pages\":3", "\"pages\":4")).toList();
  }

  private static SqlFile renamed(SqlFile file) {
    return SqlFile.parse("homes.sql", "homes", file.text());
  }

  private List<StaleParts> stale(SqlFile file) throws IOException {
    return StaleParts.of(file.tables(), AnalyticsLake.ALWAYS, lake.files());
  }
}
