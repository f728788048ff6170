package sparkify.common.feed;

import org.jspecify.annotations.Nullable;

/** What became of a record's bytes: a row, or a rejection with its reason. */
public sealed interface Parsed {

  /**
   * A row of the feed.
   *
   * @param values one per column of the schema, of the column's type, null where absent; owned by
   *     the receiver
   * @param time epoch milliseconds, UTC
   * @param extra fields that the schema does not know, as JSON text, or null when there are none
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once per record; a list would be made twice.
  record Row(@Nullable Object[] values, long time, @Nullable String extra) implements Parsed {}

  /**
   * Bytes that cannot be a row.
   *
   * @param reason a stable word such as {@code not-json}
   * @param detail which field or value, for people
   */
  record Rejected(String reason, String detail) implements Parsed {}
}
