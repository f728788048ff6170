package sparkify.analytics;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sparkify.analytics.stale.DateRange;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlView;
import sparkify.analytics.table.Table;

/**
 * What the analytics application is asked to do.
 *
 * @param tables which to build, as far as they are stale
 * @param range the dates that the built periods must touch
 */
public record AnalyzeRequest(List<Choice> tables, DateRange range) {
  public AnalyzeRequest {
    tables = List.copyOf(tables);
  }

  /**
   * A table of a SQL file, as text.
   *
   * @param view what it reads in its feed's place, or null
   */
  public record Choice(SqlText file, @Nullable SqlText view, String table) {
    public static Choice of(Table table) {
      SqlFile sql = table.sql();
      SqlView view = sql.view();
      return new Choice(
          new SqlText(sql.path(), sql.name(), sql.text()),
          view == null ? null : new SqlText(view.path(), view.name(), view.text()),
          table.name());
    }

    Table resolve() {
      SqlView[] views =
          Stream.ofNullable(view)
              .map(v -> SqlView.parse(v.path(), v.name(), v.text()))
              .toArray(SqlView[]::new);
      return SqlFile.parse(file.path(), file.name(), file.text(), views).tables().stream()
          .filter(t -> t.name().equals(table))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The text of a file. */
  public record SqlText(String path, String name, String text) {}
}
