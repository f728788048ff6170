package sparkify.analytics.table;

import java.io.Serializable;
import java.util.List;
import sparkify.analytics.table.SqlFile.Column;
import sparkify.common.OperatorError;

/**
 * A query of a feed whose rows several tables read in the feed's place. A run computes them once
 * for all of its tables.
 *
 * <p>A row may depend only on events of the hour that it has as its time: which dates the query
 * sees depends on what else is stale in the same run.
 *
 * @param path for messages
 * @param name the file's, without its suffix
 * @param feed whose table it reads
 * @param columns of the rows, in order
 * @param text the whole file, so that lines have the numbers that an editor shows
 * @param query the text after the header
 */
public record SqlView(
    String path, String name, String feed, List<Column> columns, String text, String query)
    implements SqlQuery, Serializable {

  public SqlView {
    columns = List.copyOf(columns);
  }

  /**
   * Reads a file's text.
   *
   * @param path for messages
   * @param name the file's, without its suffix
   * @throws OperatorError that names the file, the line and what is wrong with it
   */
  public static SqlView parse(String path, String name, String text) {
    return SqlHeader.readView(path, name, text);
  }

  @Override
  public String from() {
    return feed;
  }
}
