package sparkify.analytics;

import java.util.List;
import sparkify.analytics.stale.DateRange;
import sparkify.analytics.table.SqlFile;
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

  /** A SQL file, and the name of the table at one of its grains. */
  public record Choice(String path, String name, String text, String table) {
    public static Choice of(Table table) {
      SqlFile sql = table.sql();
      return new Choice(sql.path(), sql.name(), sql.text(), table.name());
    }

    Table resolve() {
      return SqlFile.parse(path, name, text).tables().stream()
          .filter(t -> t.name().equals(table))
          .findFirst()
          .orElseThrow();
    }
  }
}
