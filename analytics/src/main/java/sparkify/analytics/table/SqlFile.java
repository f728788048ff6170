package sparkify.analytics.table;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.Sha256;

/**
 * A query with a header that says what it is: one table for each of its grains.
 *
 * @param path for messages
 * @param name the file's, without its suffix
 * @param feed whose table it reads
 * @param view what it reads in the feed's place, or null
 * @param answers the question it answers
 * @param columns of the rows, in order
 * @param text the whole file, so that lines have the numbers that an editor shows
 * @param query the text after the header
 */
public record SqlFile(
    String path,
    String name,
    String title,
    String feed,
    @Nullable SqlView view,
    List<Grain> grains,
    Reads reads,
    String answers,
    List<Column> columns,
    String text,
    String query)
    implements SqlQuery, Serializable {
  private static final int DIGITS = 16;

  public SqlFile {
    grains = List.copyOf(grains);
    columns = List.copyOf(columns);
  }

  /**
   * A column of the rows.
   *
   * @param meaning what its values say, and in what unit
   */
  public record Column(String name, String meaning) implements Serializable {}

  /**
   * Reads a file's text.
   *
   * @param path for messages
   * @param name the file's, without its suffix
   * @param views those that it may read
   * @throws OperatorError that names the file, the line and what is wrong with it
   */
  public static SqlFile parse(String path, String name, String text, SqlView... views) {
    return SqlHeader.read(path, name, text, List.of(views));
  }

  @Override
  public String from() {
    return view == null ? feed : view.name();
  }

  /** A table for each grain. */
  public List<Table> tables() {
    return grains.stream().map(grain -> new Table(this, grain)).toList();
  }

  /**
   * Identifies what the query yields: it changes with the query and with what that is given, but
   * not with the words around it.
   */
  String digest() {
    String grainWords = grains.stream().map(Grain::word).collect(Collectors.joining(","));
    String given = String.join("\n", feed, grainWords, "" + reads.before(), query);
    String all = view == null ? given : String.join("\n", given, view.name(), view.query());
    return Sha256.hex(all).substring(0, DIGITS);
  }
}
