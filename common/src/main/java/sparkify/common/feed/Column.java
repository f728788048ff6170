package sparkify.common.feed;

import java.io.Serializable;

/**
 * A column of a feed.
 *
 * @param required whether a row without a value is rejected
 * @param distinct whether most values differ, which makes a Parquet dictionary pointless
 */
public record Column(String name, Type type, boolean required, boolean distinct)
    implements Serializable {

  /** The type of a column's values, and their Java type in a {@link Parsed.Row}. */
  public enum Type {
    /** {@link Utf8Text}. */
    TEXT,
    /** {@link Integer}. */
    INT,
    /** {@link Long}. */
    LONG,
    /** {@link Double}. */
    DOUBLE
  }

  /** An optional column whose values repeat. */
  public static Column of(String name, Type type) {
    return new Column(name, type, false, false);
  }

  /** An optional column whose values are mostly different. */
  public static Column distinct(String name, Type type) {
    return new Column(name, type, false, true);
  }
}
