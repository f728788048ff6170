package sparkify.analytics;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlView;
import sparkify.lake.log.Manifest;

/** Events of a few pages, and tables that count them, from the feed or from a view. */
final class PageTables {
  /** The events other than 'Home', by the hour. */
  static final String BUSY =
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

  static final String OF_BUSY = "SELECT period, sum(pages) AS pages FROM busy GROUP BY period";

  private PageTables() {}

  static SqlFile sql(String grain, String reads, String query) {
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
  static SqlFile busy(String grains) {
    return ofView(BUSY, sql(grains, "own", OF_BUSY));
  }

  /** The same table, but of the view {@code busy}. */
  static SqlFile ofView(String view, SqlFile file) {
    return SqlFile.parse(
        "busy_times.sql",
        "busy_times",
        file.text().replace("-- grain", "-- view: busy\n-- grain"),
        SqlView.parse("busy.sql", "busy", view));
  }

  /** An event of each page on a date, an hour apart. */
  static void land(AnalyticsLake lake, String date, String... pages) throws IOException {
    List<String> events = new ArrayList<>();
    for (String page : pages) {
      long ts = LocalDate.parse(date).toEpochDay() * 86_400_000 + events.size() * 3_600_000L;
      events.add("{\"ts\":%d,\"userId\":\"7\",\"page\":\"%s\"}".formatted(ts, page));
    }
    Manifest unused = lake.land("events", events);
  }

  static void landThreeDays(AnalyticsLake lake) throws IOException {
    land(lake, "2018-10-06", "Home", "NextSong", "NextSong");
    land(lake, "2018-10-07", "NextSong");
    land(lake, "2018-10-08", "Home", "Home");
  }
}
