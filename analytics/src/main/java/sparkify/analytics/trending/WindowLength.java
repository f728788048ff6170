package sparkify.analytics.trending;

import java.time.Duration;
import java.time.Instant;
import sparkify.common.config.Durations;

/**
 * How long windows are, and with that where they begin. Those that divide a day begin at UTC
 * midnight and after each length; those of whole days end at every UTC midnight, so they overlap.
 */
public record WindowLength(Duration duration) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String RULE =
      "must divide a day, such as 10m or 1h, or be whole days, such as 7d";

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException when it neither divides a day, nor is whole days; its message
   *     is the rule
   */
  public WindowLength {
    if (!dividesADay(duration) && !isWholeDays(duration)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /**
   * Parses a length as settings are written: 10m, 1h, 7d.
   *
   * @throws IllegalArgumentException likewise
   */
  public static WindowLength parse(String text) {
    try {
      return new WindowLength(Durations.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(RULE, e);
    }
  }

  private static boolean dividesADay(Duration length) {
    return length.compareTo(SHORTEST) >= 0
        && length.equals(Duration.ofMillis(length.toMillis()))
        && DAY.toMillis() % length.toMillis() == 0;
  }

  private static boolean isWholeDays(Duration length) {
    return length.toDays() > 0 && length.equals(Duration.ofDays(length.toDays()));
  }

  /** The window that holds {@code time}; of whole days, the one that ends with its day. */
  Window holding(Instant time) {
    Instant until = beginOfStep(time).plus(step());
    return new Window(until.minus(duration), until);
  }

  /** From the end of a window to that of the next. */
  Duration step() {
    return duration.compareTo(DAY) > 0 ? DAY : duration;
  }

  private Instant beginOfStep(Instant time) {
    long step = step().toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step) * step);
  }
}
