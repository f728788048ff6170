package sparkify.common.feed;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.TimeBounds;

/** Rejects the rows of another parser whose time is out of bounds. */
public final class BoundedParser implements RowParser {
  @Serial private static final long serialVersionUID = 1L;

  private final RowParser parser;
  private final TimeBounds bounds;
  private final long min;
  private final long ahead;

  /** The rows of {@code parser} within {@code bounds}. */
  public BoundedParser(RowParser parser, TimeBounds bounds) {
    this.parser = parser;
    this.bounds = bounds;
    this.min = bounds.minTs().toEpochMilli();
    this.ahead = bounds.maxAhead().toMillis();
  }

  @Override
  public Parsed parse(byte @Nullable [] value, long nowMs) {
    Parsed parsed = parser.parse(value, nowMs);
    return parsed instanceof Parsed.Row row && (row.time() < min || row.time() > nowMs + ahead)
        ? new Parsed.Rejected(
            "ts-out-of-range",
            "ts %d is before %s or more than %s ahead"
                .formatted(row.time(), bounds.minTs(), bounds.maxAhead()))
        : parsed;
  }
}
