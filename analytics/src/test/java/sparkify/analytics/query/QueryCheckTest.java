package sparkify.analytics.query;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlView;
import sparkify.common.OperatorError;

class QueryCheckTest {
  private static final String HEADER =
      """
      -- title: Visits
      -- feed: events
      -- grain: day
      -- reads: own
      -- answers: How many?
      -- columns:
      --   period: first day

      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT period FROM events",
        "WITH a AS (SELECT period FROM events), b AS (SELECT * FROM a) SELECT period FROM b",
        "SELECT period FROM (WITH c AS (SELECT * FROM events) SELECT * FROM c);",
        "SELECT e.period FROM events e JOIN events f ON e.ts = f.ts, LATERAL explode(array(1)) x",
        "SELECT period FROM events WHERE ts > (SELECT min(ts) FROM events)",
      })
  void acceptsQueriesOfTheFeed(String query) {
    assertThatCode(() -> check(query)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT period~FORM events | 10: [PARSE_SYNTAX_ERROR] Syntax error at or near 'events'",
        "INSERT INTO events SELECT 1 | 9: it is no query (InsertIntoStatement); a table or view is one SELECT",
        "DROP TABLE events | 9: it is no query (DropTable); a table or view is one SELECT",
        "WITH a AS (SELECT 1) INSERT INTO events~SELECT * FROM a | 9: it is no query",
        "CREATE TABLE t AS SELECT period FROM events | 9: it is no query",
        "SET spark.sql.ansi.enabled=true | 9: it is no query",
        "SELECT period~FROM parquet.`/etc` | 10: it reads parquet./etc; this file reads events, and nothing else",
        "SELECT period~FROM access | 10: it reads access; this file reads events, and nothing else",
        "SELECT period FROM events~WHERE ts IN (SELECT ts FROM~other.events) | 11: it reads other.events;",
      })
  void namesTheLineOfWhatATableMayNotDo(String query, String message) {
    assertThatThrownBy(() -> check(query.replace('~', '\n')))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot use visits.sql:" + message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aTableOfAViewMayNotReadTheFeedNorAViewAnotherFeed() {
    assertThatCode(() -> checkOfView("SELECT period FROM users", "events"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> checkOfView("SELECT period FROM events", "events"))
        .hasMessage(
            "Cannot use visits.sql:10: it reads events; this file reads users, and nothing else");
    assertThatThrownBy(() -> checkOfView("SELECT period FROM users", "access"))
        .hasMessage(
            "Cannot use users.sql:6: it reads access; this file reads events, and nothing else");
  }

  private static void checkOfView(String query, String feed) {
    String header = "-- feed: events\n-- rows: all\n-- columns:\n--   ts: time\n\n";
    SqlView view = SqlView.parse("users.sql", "users", header + "SELECT * FROM " + feed);
    String text = HEADER.replace("-- grain", "-- view: users\n-- grain") + query;
    QueryCheck.check(List.of(SqlFile.parse("visits.sql", "visits", text, view)));
  }

  private static void check(String query) {
    QueryCheck.check(List.of(SqlFile.parse("visits.sql", "visits", HEADER + query)));
  }
}
