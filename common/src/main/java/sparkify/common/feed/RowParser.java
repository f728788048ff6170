package sparkify.common.feed;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Turns a record's bytes into a row, or rejects them with a reason. */
@FunctionalInterface
public interface RowParser extends Serializable {
  /**
   * Parses one record. Never throws because of its content.
   *
   * @param value the record's value, or null for a record without one
   * @param nowMs the time when the record's batch began, in epoch milliseconds
   */
  Parsed parse(byte @Nullable [] value, long nowMs);
}
