package sparkify.model.frame;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A feature and how its value comes about, described and computed from the same parts.
 *
 * <p>Values are quotients of whole numbers and lengths of time: each is divided once, at the end,
 * so the same events give the same bits however they are stored.
 */
record Formula(Feature feature, ToDoubleFunction<AsOf> value) {
  private static final double MS_PER_MINUTE = 60_000;

  /** How often per observed day. */
  static Formula rate(Counter counter, Window window) {
    return new Formula(
        new Feature(
            lower(counter) + "_per_day_" + window.suffix(),
            counter.words() + " ÷ observed days, min(window, T − first data)",
            "per day",
            window.words(),
            "How often per day: " + counter.words()),
        user -> user.rate(counter, window));
  }

  /** Listening time per observed day. */
  static Formula listening(Window window) {
    return new Formula(
        new Feature(
            "listening_minutes_per_day_" + window.suffix(),
            Counter.LISTENING_MS.words() + " ÷ 60,000 ÷ observed days, min(window, T − first data)",
            "minutes per day",
            window.words(),
            "How long music was played; lengths as the songs have them, skipped or not"),
        user -> user.rate(Counter.LISTENING_MS, window) / MS_PER_MINUTE);
  }

  /** The share of observed days with events. */
  static Formula activeDays(Window window) {
    return new Formula(
        new Feature(
            "active_days_share_" + window.suffix(),
            "min(1, UTC days with events ÷ observed days)",
            "share, 0 to 1",
            window.words(),
            "On how many of the days the user came"),
        // The day that the data begin in is observed in part, and yet one day when active.
        user -> Math.min(1, user.rate(Counter.ACTIVE_DAYS, window)));
  }

  /** One count in terms of another; 0 when the other is 0. */
  static Formula ratio(
      String name, Counter numerator, Counter denominator, Window window, String meaning) {
    return new Formula(
        new Feature(
            name + "_" + window.suffix(),
            "%s ÷ %s; 0 without any".formatted(numerator.words(), denominator.words()),
            "ratio",
            window.words(),
            meaning),
        user -> {
          long whole = user.sum(denominator, window);
          return whole == 0 ? 0 : (double) user.sum(numerator, window) / whole;
        });
  }

  /**
   * How the rate of the last days compares with that of the days before them, in doublings. Both
   * are taken as if there had been one more in each window, so that none at all has an answer, and
   * few say little.
   */
  static Formula trend(Counter counter, int recentDays, int earlierDays) {
    Window recent = Window.last(recentDays);
    Window earlier = recent.before(earlierDays);
    return new Formula(
        new Feature(
            "%s_trend_%dd_over_%dd".formatted(lower(counter), recentDays, earlierDays),
            "log2(((n + 1) ÷ observed days, recent) ÷ ((n + 1) ÷ observed days, earlier)), n = %s; 0 while no earlier day was observed"
                .formatted(counter.words()),
            "doublings",
            "%s ÷ %s".formatted(recent.words(), earlier.words()),
            "0 = as before, 1 = twice as often, −1 = half as often: " + counter.words()),
        user -> trend(user, counter, recent, earlier));
  }

  private static double trend(AsOf user, Counter counter, Window recent, Window earlier) {
    double earlierDays = user.observedDays(earlier);
    if (earlierDays == 0) {
      return 0;
    }
    double now = (user.sum(counter, recent) + 1) / user.observedDays(recent);
    double before = (user.sum(counter, earlier) + 1) / earlierDays;
    // Math.log may differ between machines in its last bit; StrictMath.log does not.
    return StrictMath.log(now / before) / StrictMath.log(2);
  }

  /** 1 when {@code is} holds, else 0. */
  static Formula flag(String name, String formula, String meaning, Predicate<AsOf> is) {
    return new Formula(
        new Feature(name, formula, "0 or 1", "newest event before T that tells it", meaning),
        user -> is.test(user) ? 1 : 0);
  }

  /** 1 on a device of this kind, else 0. */
  static Formula device(Device device) {
    return flag(
        "device_" + lower(device),
        "userAgent names " + lower(device) + " (the first of mobile, windows, mac, linux)",
        "Used from this kind of device",
        user -> user.history().profile().device() == device);
  }

  /** 1 in this region, else 0. */
  static Formula region(Region region) {
    return flag(
        "region_" + lower(region),
        "the first state in location lies in the US census region " + lower(region),
        "Lives in this part of the United States",
        user -> user.history().profile().region() == region);
  }

  /** Days between T and something earlier. */
  static Formula days(String name, String formula, String meaning, ToDoubleFunction<AsOf> value) {
    return new Formula(new Feature(name, formula, "days", Window.ALL.words(), meaning), value);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
