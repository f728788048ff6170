package sparkify.common.feed;

import org.jspecify.annotations.Nullable;

/** The result of parsing a record: a row, or why it is rejected. */
public sealed interface Parsed {

  /**
   * A row of the feed.
   *
   * @param values one per column of the schema, of the column's type, null where absent; owned by
   *     the receiver
   * @param time epoch milliseconds, UTC; 0 if the feed has no time
   * @param extra fields that are not in the schema, as JSON text, or null if there are none
   */
  @SuppressWarnings("ArrayRecordComponent") // One per record: a list would cost a copy each.
  record Row(@Nullable Object[] values, long time, @Nullable String extra) implements Parsed {}

  /**
   * Bytes that cannot be a row.
   *
   * @param reason a stable word such as {@code not-json}
   * @param detail the field or value at fault, for people
   */
  record Rejected(String reason, String detail) implements Parsed {}
}
