package sparkify.analytics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sparkify.analytics.table.Table;

/** Computes tables from the raw file of a feed, by the queries in the folder {@code expected}. */
final class DuckDb implements AutoCloseable {
  private final Connection connection;

  /** Opens a file of {@code feed}. */
  DuckDb(String feed, Path file) throws SQLException, IOException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(text("_" + feed).replace("${file}", file.toString()));
    }
  }

  /** The table's rows, as they should be. */
  Rows rows(Table table) throws SQLException, IOException {
    String query = text(table.sql().name()).replace("${grain}", table.grain().word());
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      Rows rows = new Rows();
      while (results.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          row.add(value(results, i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static @Nullable Object value(ResultSet results, int column) throws SQLException {
    boolean isTime = results.getMetaData().getColumnTypeName(column).equals("TIMESTAMP");
    return isTime ? results.getObject(column, LocalDateTime.class) : results.getObject(column);
  }

  private static String text(String name) throws IOException {
    String file = "expected/" + name + ".sql";
    try (InputStream in = DuckDb.class.getResourceAsStream(file)) {
      return new String(
          Objects.requireNonNull(in, "There is no " + file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
