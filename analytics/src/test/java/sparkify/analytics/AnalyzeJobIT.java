package sparkify.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.analytics.PageTables.busy;
import static sparkify.analytics.PageTables.land;
import static sparkify.analytics.PageTables.landThreeDays;
import static sparkify.analytics.PageTables.sql;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.analytics.stale.DateRange;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.Table;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.log.Crash;
import sparkify.lake.log.Manifest;

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

  private AnalyticsLake lake;

  @BeforeEach
  void createLake(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    lake = new AnalyticsLake(hdfs, name.toLowerCase(Locale.ROOT));
  }

  private static Table table(SqlFile file) {
    return file.tables().get(0);
  }

  @Test
  void buildsEveryPeriodThatHasDataAndNamesTheSnapshot() throws Exception {
    landThreeDays(lake);
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
    landThreeDays(lake);
    land(lake, "2018-10-09", "Home");
    lake.analyze(List.of(GROWTH));
    assertThat(lake.stale(GROWTH)).isEmpty();
    land(lake, "2018-10-07", "Home");
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
    landThreeDays(lake);
    lake.analyze(List.of(all));
    land(lake, "2018-10-07", "Home");
    assertThat(lake.stale(all).get(0).parts())
        .containsExactly(LocalDate.parse("2018-10-07"), LocalDate.parse("2018-10-08"));
  }

  @Test
  void compactionMakesNothingStale() throws Exception {
    landThreeDays(lake);
    lake.analyze(List.of(PAGES, renamed(HOMES)));
    lake.compact("events");
    assertThat(lake.stale(PAGES)).isEmpty();
    land(lake, "2018-10-08", "Home");
    assertThat(lake.stale(PAGES)).hasSize(2);
    // Beyond what the log of events keeps in manifests of their own.
    for (int i = 0; i < 7; i++) {
      land(lake, "2018-10-12", "Home");
      lake.compact("events");
    }
    assertThat(lake.stale(PAGES).get(0).parts())
        .containsExactly(LocalDate.parse("2018-10-08"), LocalDate.parse("2018-10-12"));
  }

  @Test
  void anotherQueryMakesEverythingStaleAndOtherWordsNothing() throws Exception {
    landThreeDays(lake);
    lake.analyze(List.of(PAGES));
    SqlFile words =
        SqlFile.parse("test.sql", "test", PAGES.text().replace("What?", "How many pages?"));
    assertThat(lake.stale(words)).isEmpty();
    SqlFile other = SqlFile.parse("test.sql", "test", PAGES.text().replace("count(*)", "count(1)"));
    assertThat(lake.stale(other).get(0).parts()).hasSize(3);
  }

  @Test
  void foldersThatAreNoLongerPartsGo() throws Exception {
    landThreeDays(lake);
    SqlFile daily = sql("day", "own", PAGES.query());
    SqlFile weekly = sql("week", "own", PAGES.query());
    lake.analyze(List.of(daily));
    lake.analyze(List.of(weekly));
    assertThat(lake.rows(table(weekly))).hasSize(2);
    assertThat(lake.folders(table(weekly)))
        .containsExactlyInAnyOrder("period=2018-10-01", "period=2018-10-08");
    assertThat(lake.stale(weekly)).isEmpty();
  }

  @Test
  void hoursAreStoredByDayAndADayWithoutRowsCountsAsBuilt() throws Exception {
    landThreeDays(lake);
    lake.analyze(List.of(HOMES));
    assertThat(lake.folders(table(HOMES)))
        .containsExactly("date=2018-10-06", "date=2018-10-07", "date=2018-10-08");
    assertThat(lake.rows(table(HOMES)))
        .containsExactly(
            "{\"period\":\"2018-10-06T00:00:00.000Z\",\"pages\":1}",
            "{\"period\":\"2018-10-08T00:00:00.000Z\",\"pages\":1}",
            "{\"period\":\"2018-10-08T01:00:00.000Z\",\"pages\":1}");
    assertThat(lake.stale(HOMES)).isEmpty();
  }

  @Test
  void buildsOnlyPeriodsThatTouchTheRangeAndTheOthersStayStale() throws Exception {
    landThreeDays(lake);
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
    landThreeDays(lake);
    SqlFile wrong =
        SqlFile.parse(
            "wrong.sql", "wrong", HOMES.text().replace("page = 'Home'", "\n  pge = 'Home'"));
    assertThatThrownBy(() -> lake.analyze(List.of(wrong, PAGES)))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith(
            "Cannot build 1 of 3 stale tables (the others are built): wrong: Cannot use wrong.sql:11: [UNRESOLVED_COLUMN")
        .hasMessageNotContaining("\n");
    assertThat(lake.stale(PAGES)).isEmpty();
  }

  @Test
  void refusesColumnsOtherThanTheHeaderDescribes() throws Exception {
    landThreeDays(lake);
    assertThatThrownBy(() -> lake.analyze(List.of(sql("day", "own", "SELECT period FROM events"))))
        .hasMessageContaining(
            "test.sql:10: the query yields the columns period, but the header describes period, pages");
    SqlFile text = sql("day", "own", "SELECT string(period) AS period, 1L AS pages FROM events");
    assertThatThrownBy(() -> lake.analyze(List.of(text)))
        .hasMessageContaining("test.sql:10: the column period is a STRING, and must be a DATE");
  }

  @Test
  void aFileOfTheFeedThatMovesMeanwhileIsFoundAgain() throws Exception {
    landThreeDays(lake);
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
    landThreeDays(lake);
    AtomicBoolean landed = new AtomicBoolean();
    FileSystemHook landing =
        (operation, path) -> {
          if (path.toString().contains("/tables/test_week/_commits")
              && landed.compareAndSet(false, true)) {
            land(lake, "2018-10-05", "Home");
            land(lake, "2018-10-30", "Home");
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
    landThreeDays(lake);
    lake.analyze(List.of(daily));
    List<String> before = lake.rows(table(daily));
    land(lake, "2018-10-06", "Home");
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
    assertThat(lake.stale(daily)).isEmpty();
    assertThat(deaths).isGreaterThan(3);
  }

  private static List<String> newRows(List<String> before) {
    return before.stream().map(row -> row.replace("\"pages\":3", "\"pages\":4")).toList();
  }

  private static SqlFile renamed(SqlFile file) {
    return SqlFile.parse("homes.sql", "homes", file.text());
  }
}
