package sparkify.common.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;

/** Durations as people write and read them. */
public final class Durations {
  private Durations() {}

  /**
   * Parses a duration such as {@code 250ms}, {@code 1s} or {@code 2m}; a bare number is seconds.
   *
   * @throws IllegalArgumentException if {@code text} is not a duration or is negative
   */
  public static Duration parse(String text) {
    String trimmed = text.strip();
    try {
      String withUnit = trimmed.matches("[0-9]*\\.?[0-9]+") ? trimmed + "s" : trimmed;
      Duration parsed = ConfigFactory.parseMap(Map.of("d", withUnit)).getDuration("d");
      if (!parsed.isNegative()) {
        return parsed;
      }
    } catch (ConfigException e) {
      throw new IllegalArgumentException(rule(text), e);
    }
    throw new IllegalArgumentException(rule(text));
  }

  /** Formats a duration in its one or two largest units: 1h 2m, 3m 20s, 12.3s, 250ms. */
  public static String format(Duration duration) {
    long ms = duration.toMillis();
    if (ms < 1_000) {
      return ms + "ms";
    }
    if (ms < 60_000) {
      return ms % 1_000 == 0 ? ms / 1_000 + "s" : ms / 1_000 + "." + ms % 1_000 / 100 + "s";
    }
    if (ms < 3_600_000) {
      return two(ms / 60_000, "m", ms / 1_000 % 60, "s");
    }
    return ms < 86_400_000
        ? two(ms / 3_600_000, "h", ms / 60_000 % 60, "m")
        : two(ms / 86_400_000, "d", ms / 3_600_000 % 24, "h");
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + " " + small + smallUnit;
  }

  private static String rule(String text) {
    return "must be a duration such as 250ms, 1s or 2m, not negative; got '" + text + "'";
  }
}
