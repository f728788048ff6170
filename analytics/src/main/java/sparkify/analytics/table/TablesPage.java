package sparkify.analytics.table;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Describes tables in Markdown, as {@code docs/tables.md} does: from the headers of their files.
 */
public final class TablesPage {
  private static final String HEAD =
      """
      # Tables

      `./deploy.sh analyze` builds these tables from the feeds, one SQL file each, and rebuilds the periods whose data has
      changed. They are plain Parquet in `tables/<table>/` of the lake; [access.md](access.md#tables) shows how to read them.
      A file with several grains is one table for each. Periods are of UTC. Where it says nothing else, counts are numbers
      of rows, and a period without data has no rows.

      This page is printed by `./deploy.sh analyze --list`.
      """;

  private TablesPage() {}

  /** The page that describes {@code files}, in their order within each feed. */
  public static String text(List<SqlFile> files) {
    StringBuilder page = new StringBuilder(HEAD);
    for (String feed : files.stream().map(SqlFile::feed).distinct().sorted().toList()) {
      page.append("\n## Of the feed `").append(feed).append("`\n");
      files.stream().filter(file -> file.feed().equals(feed)).forEach(file -> add(file, page));
    }
    return page.toString();
  }

  private static void add(SqlFile file, StringBuilder page) {
    String names =
        file.tables().stream()
            .map(table -> "`" + table.name() + "`")
            .collect(Collectors.joining(", "));
    page.append("\n### ").append(file.title()).append("\n\n");
    page.append(names).append("  \n");
    page.append(file.answers()).append(reads(file)).append("\n\n");
    page.append("| column | meaning |\n|---|---|\n");
    for (SqlFile.Column column : file.columns()) {
      String meaning = column.meaning().replace("|", "\\|");
      page.append("| `%s` | %s |\n".formatted(column.name(), meaning));
    }
  }

  private static String reads(SqlFile file) {
    int before = file.reads().before();
    if (before == 0) {
      return "";
    }
    return before == Reads.ALL
        ? " Each period depends on all data before it."
        : before == 1
            ? " Each period depends on the one before it."
            : " Each period depends on the %,d before it.".formatted(before);
  }
}
