package sparkify.producer.trouble;

import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.LineClock;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;

/**
 * What will become of a line when it lands.
 *
 * @param times the times of lines, or null if they have none
 * @param now says which times are in the future
 */
record Outcomes(RowParser parser, @Nullable LineClock times, InstantSource now) {
  /** Whether the line would have landed in its own time, so that the answer is always the same. */
  boolean isRow(byte[] line) {
    return parser.parse(line, time(line).orElse(0)) instanceof Parsed.Row;
  }

  /** Why the line is rejected if it lands now; null if it is not. */
  @Nullable String reason(byte[] line) {
    return parser.parse(line, now.millis()) instanceof Parsed.Rejected rejected
        ? rejected.reason()
        : null;
  }

  OptionalLong time(byte[] line) {
    return times == null ? OptionalLong.empty() : times.millis(line);
  }
}
