package sparkify.analytics.stale;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Dates from one to another, both included.
 *
 * @param from null for all up to {@code to}
 * @param to null for all from {@code from} on
 */
public record DateRange(@Nullable LocalDate from, @Nullable LocalDate to) {
  /** Whether any of the days from {@code first} to {@code last} is in it. */
  boolean touches(LocalDate first, LocalDate last) {
    return (from == null || !last.isBefore(from)) && (to == null || !first.isAfter(to));
  }
}
