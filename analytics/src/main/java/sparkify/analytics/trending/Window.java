package sparkify.analytics.trending;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import sparkify.lake.log.Manifest.DataFile;

/**
 * A stretch of event time.
 *
 * @param from inclusive
 * @param until exclusive
 */
public record Window(Instant from, Instant until) {
  /** The window of the same length that ends where this one begins. */
  Window before() {
    return new Window(from.minus(length()), from);
  }

  /** This window and the one before it. */
  Window withBefore() {
    return new Window(before().from(), until);
  }

  Duration length() {
    return Duration.between(from, until);
  }

  /** Whether rows of {@code file} may be in it. */
  boolean meets(DataFile file) {
    return file.minTime() < until.toEpochMilli() && file.maxTime() >= from.toEpochMilli();
  }

  /** The UTC days that it touches. */
  Stream<LocalDate> days() {
    return day(from).datesUntil(day(until.minusMillis(1)).plusDays(1));
  }

  /** How much of it is over at {@code newest}, from 0 to 1. */
  double share(Instant newest) {
    double passed = Duration.between(from, newest).toMillis();
    return Math.max(0, Math.min(1, passed / length().toMillis()));
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
