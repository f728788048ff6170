package sparkify.analytics.table;

import java.util.List;
import sparkify.common.OperatorError;

/** A file with one query, which reads one relation. */
public sealed interface SqlQuery permits SqlFile, SqlView {
  /** The file, for messages. */
  String path();

  /** The whole file, so that lines have the numbers that an editor shows. */
  String text();

  /** The text after the header. */
  String query();

  /** What the query may read: the feed, or the view that is named in the header. */
  String from();

  /** The columns of the rows, in order. */
  List<SqlFile.Column> columns();

  /** Their names. */
  default List<String> columnNames() {
    return columns().stream().map(SqlFile.Column::name).toList();
  }

  /** The line in which the query begins. */
  default int queryLine() {
    String header = text().substring(0, text().lastIndexOf(query()));
    return 1 + Math.toIntExact(header.chars().filter(c -> c == '\n').count());
  }

  /** An error in a line of the file. */
  default OperatorError error(int line, String what) {
    return error(path(), line, what);
  }

  /** An error in a line of a file. */
  static OperatorError error(String path, int line, String what) {
    return new OperatorError("Cannot use %s:%d: %s".formatted(path, line, what));
  }
}
