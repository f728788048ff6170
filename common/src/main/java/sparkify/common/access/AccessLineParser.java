package sparkify.common.access;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;

/**
 * Parses a line of an access log: {@code host ident user [time] "request" status bytes}, and in the
 * Combined format {@code "referer" "agent"} after it.
 *
 * <p>By hand, because servers log what clients send: the request may hold spaces, quotes and bytes
 * of any encoding, and the agent unescaped quotes. Where the request ends is known only by what
 * must follow it.
 */
final class AccessLineParser implements RowParser {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public Parsed parse(byte @Nullable [] value, long nowMs) {
    if (value == null || value.length == 0) {
      return new Parsed.Rejected("empty", "the record has no value");
    }
    AccessLine line = new AccessLine(value);
    Parsed.@Nullable Rejected wrong = line.parse();
    return wrong == null ? line.row() : wrong;
  }
}
