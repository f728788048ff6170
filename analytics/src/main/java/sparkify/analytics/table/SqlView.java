package sparkify.analytics.table;

import java.io.Serializable;
import sparkify.common.OperatorError;

/**
 * A query of a feed whose rows several tables read in the feed's place. A run computes them once
 * for all of its tables.
 *
 * @param path for messages
 * @param name the file's, without its suffix
 * @param feed whose table it reads
 * @param text the whole file
 * @param query the text after the header
 */
public record SqlView(String path, String name, String feed, String text, String query)
    implements SqlQuery, Serializable {

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
