package sparkify.analytics.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.analytics.table.SqlFile.Column;
import sparkify.common.OperatorError;

class SqlFolderTest {
  private static final String TEXT =
      """
      -- title: Visits
      -- feed: events
      -- grain: day, week
      -- reads: 1 before
      -- answers: How many pages
      --   are seen?
      -- columns:
      --   period: first day
      --   pages: pages seen,
      --       whatever the user

      SELECT period, count(*) AS pages FROM events GROUP BY period
      """;

  private static final String VIEW =
      """
      -- feed: events
      -- rows: one per hour
      -- columns:
      --   ts: its beginning

      SELECT DISTINCT ts - pmod(ts, 3600000) AS ts FROM events
      """;

  @TempDir private Path folder;

  @Test
  void aFileIsATableForEachOfItsGrains() throws IOException {
    write("visits.sql", TEXT);
    List<SqlFile> files = SqlFolder.read(List.of(folder));
    assertThat(files).hasSize(1);
    SqlFile file = files.get(0);
    assertThat(file.title()).isEqualTo("Visits");
    assertThat(file.answers()).isEqualTo("How many pages are seen?");
    assertThat(file.reads()).isEqualTo(new Reads(1));
    assertThat(file.columns())
        .containsExactly(
            new Column("period", "first day"),
            new Column("pages", "pages seen, whatever the user"));
    assertThat(file.queryLine()).isEqualTo(12);
    assertThat(file.tables()).extracting(Table::name).containsExactly("visits_day", "visits_week");
  }

  @Test
  void otherWordsAroundAQueryLeaveItsDigest() throws IOException {
    write("a.sql", TEXT);
    write(
        "b.sql", TEXT.replace("Visits", "Page views").replace("grain: day, week", "grain: month"));
    write("c.sql", TEXT.replace("Visits", "Page views").replace("day, week", "hour"));
    write("d.sql", TEXT.replace("count(*)", "count(1)").replace("day, week", "all"));
    List<SqlFile> files = SqlFolder.read(List.of(folder));
    SqlFile other = SqlFile.parse("x", "x", TEXT.replace("Visits", "Page views"));
    assertThat(files.get(0).digest()).isEqualTo(other.digest());
    assertThat(files).extracting(SqlFile::digest).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "feed: events | feed: event | :2: there is no feed 'event'; the feeds are access, events, tracks",
        "grain: day, week | grain: day, year | :3: unknown grain 'year' (must be hour, day, week, month or all)",
        "feed: events | feed: tracks | :3: the rows of tracks have no time, so the grain can only be all",
        "reads: 1 before | reads: 1 | :4: '1' does not say what it reads (must be own, N before or all before)",
        "title: Visits | name: Visits | :1: unknown key 'name'; the keys are title, feed, view, grain, reads, answers, columns",
        "title: Visits | title: | :1: 'title' says nothing",
        "title: Visits | feed: events | :2: the key 'feed' is there twice",
        "period: first | time: first | :7: the query must yield a column 'period', described here",
        "-- answers: | --answers: | :5: expected '-- key: text', a column or the rest of one",
        "SELECT period, count(*) AS pages FROM events GROUP BY period | '' | :10: it has no query after its header",
      })
  void namesFileAndLineOfWhatIsWrong(String right, String wrong, String message)
      throws IOException {
    Path file = write("visits.sql", TEXT.replace(right, wrong));
    assertThatThrownBy(() -> SqlFolder.read(List.of(folder)))
        .isInstanceOf(OperatorError.class)
        .hasMessage("Cannot use " + file + message);
  }

  @Test
  void aFileMayReadAViewInTheFeedsPlace() throws IOException {
    write("a.sql", TEXT);
    write("b.sql", TEXT.replace("-- grain", "-- view: users\n-- grain"));
    Files.createDirectories(folder.resolve("views"));
    write("views/users.sql", VIEW);
    List<SqlFile> files = SqlFolder.read(List.of(folder));
    assertThat(files).extracting(SqlFile::from).containsExactly("events", "users");
    assertThat(files).extracting(SqlFile::digest).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows: one | rows: | :2: 'rows' says nothing",
        "feed: events | feed: event | :1: there is no feed 'event'; the feeds are access, events, tracks",
        "ts: its | time: its | :3: the query must yield a column 'ts', described here",
        "rows: one | grain: day | :2: unknown key 'grain'; the keys are feed, rows, columns",
      })
  void namesFileAndLineOfWhatIsWrongWithAView(String right, String wrong, String message)
      throws IOException {
    Files.createDirectories(folder.resolve("views"));
    Path file = write("views/users.sql", VIEW.replaceFirst(right + "[^:\n]*", wrong));
    assertThatThrownBy(() -> SqlFolder.read(List.of(folder)))
        .isInstanceOf(OperatorError.class)
        .hasMessage("Cannot use " + file + message);
  }

  @Test
  void refusesAViewThatDoesNotExistOrExistsTwice(@TempDir Path own) throws IOException {
    Path table = write("b.sql", TEXT.replace("-- grain", "-- view: users\n-- grain"));
    assertThatThrownBy(() -> SqlFolder.read(List.of(folder)))
        .hasMessage("Cannot use " + table + ":3: there is no view 'users' of events in views/");
    Files.createDirectories(folder.resolve("views"));
    Path first = write("views/users.sql", VIEW);
    Path second = Files.createDirectories(own.resolve("views")).resolve("users.sql");
    Files.writeString(second, VIEW);
    assertThatThrownBy(() -> SqlFolder.read(List.of(folder, own)))
        .hasMessage(
            "Cannot use %s: there is a view of that name in %s, too; rename one of the files",
            second, first);
  }

  @Test
  void refusesAFileWithoutAHeaderLine() throws IOException {
    Path file = write("visits.sql", TEXT.replace("-- reads: 1 before\n", ""));
    assertThatThrownBy(() -> SqlFolder.read(List.of(folder)))
        .hasMessage("Cannot use " + file + ":1: its header has no line '-- reads: …'");
  }

  @Test
  void refusesTwoTablesOfOneName() throws IOException {
    Path first = write("visits.sql", TEXT);
    Path second = write("visits_week.sql", TEXT.replace("day, week", "week"));
    assertThatThrownBy(() -> SqlFolder.read(List.of(folder)))
        .hasMessage(
            "Cannot use %s: its table visits_week is also that of %s; rename one of the files",
            second, first);
  }

  @Test
  void refusesWhatCannotBeATableOrRead() throws IOException {
    Path file = write("My Visits.sql", TEXT);
    assertThatThrownBy(() -> SqlFolder.read(List.of(folder)))
        .hasMessageStartingWith(
            "Cannot use " + file + ": a table is named after its file, in lower-case");
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> SqlFolder.read(List.of(missing)))
        .hasMessage(
            "Cannot read the SQL files in "
                + missing
                + ": there is no such folder (analytics.sql)");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
