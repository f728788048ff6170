package sparkify.model.frame;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * A feature with its computation; both the description and the value are built from the same parts.
 *
 * <p>A value is a quotient of integers or durations, divided once at the end, so the same events
 * give the same bits, however they are stored.
 */
record Formula(Feature feature, ToDoubleFunction<AsOf> value) {
  private static final double MS_PER_MINUTE = 60_000;

  /** The period of what is measured over all observed days. */
  static final String OBSERVED = "all observed days before T";

  /** A count per observed day. */
  static Formula rate(Counter counter, Window window) {
    return new Formula(
        new Feature(
            lower(counter) + "_per_day_" + window.suffix(),
            counter.description() + " ÷ observed days of the window",
            "per day",
            window.describe(),
            "How often per day: " + counter.description()),
        user -> user.rate(counter, window));
  }

  /** Listening time per observed day. */
  static Formula listening(Window window) {
    return new Formula(
        new Feature(
            "listening_minutes_per_day_" + window.suffix(),
            Counter.LISTENING_MS.description() + " ÷ 60,000 ÷ observed days of the window",
            "minutes per day",
            window.describe(),
            "How long music was played, counting each song at full length, even if it was skipped"),
        user -> user.rate(Counter.LISTENING_MS, window) / MS_PER_MINUTE);
  }

  /** The share of observed days with events. */
  static Formula activeDays(Window window) {
    return new Formula(
        new Feature(
            "active_days_share_" + window.suffix(),
            "UTC days with events ÷ observed days",
            "share, 0 to 1",
            window.describe(),
            "Share of days on which the user was active"),
        user -> user.rate(Counter.ACTIVE_DAYS, window));
  }

  /** One count divided by another; 0 when the other is 0. */
  static Formula ratio(
      String name, Counter numerator, Counter denominator, Window window, String meaning) {
    return new Formula(
        new Feature(
            name + "_" + window.suffix(),
            "%s ÷ %s; 0 if the divisor is 0"
                .formatted(numerator.description(), denominator.description()),
            "ratio",
            window.describe(),
            meaning),
        user -> {
          long total = user.sum(denominator, window);
          return total == 0 ? 0 : (double) user.sum(numerator, window) / total;
        });
  }

  /**
   * The rate in the last days compared with the rate in the days before, in doublings. Each count
   * is increased by one, so that zero counts are defined and small counts give small trends.
   */
  static Formula trend(Counter counter, int recentDays, int earlierDays) {
    Window recent = Window.last(recentDays);
    Window earlier = recent.before(earlierDays);
    return new Formula(
        new Feature(
            "%s_trend_%dd_over_%dd".formatted(lower(counter), recentDays, earlierDays),
            "log2(((n + 1) ÷ observed days, recent) ÷ ((n + 1) ÷ observed days, earlier)), n = %s; 0 if no earlier day was observed"
                .formatted(counter.description()),
            "doublings",
            "%s ÷ %s".formatted(recent.describe(), earlier.describe()),
            "0 = as before, 1 = twice as often, −1 = half as often: " + counter.description()),
        user -> trend(user, counter, recent, earlier));
  }

  private static double trend(AsOf user, Counter counter, Window recent, Window earlier) {
    int earlierDays = user.observedDays(earlier);
    if (earlierDays == 0) {
      return 0;
    }
    double now = (user.sum(counter, recent) + 1.0) / user.observedDays(recent);
    double before = (user.sum(counter, earlier) + 1.0) / earlierDays;
    return doublings(now, before);
  }

  /**
   * One count divided by another, and what is added to both so that the share of few events is
   * close to the usual one.
   */
  record Share(Counter numerator, long ofNumerator, Counter denominator, long ofDenominator) {
    double over(AsOf user, Window window) {
      return (double) (user.sum(numerator, window) + ofNumerator)
          / (user.sum(denominator, window) + ofDenominator);
    }

    String describe() {
      return "(%s + %d) ÷ (%s + %d)"
          .formatted(
              numerator.description(), ofNumerator, denominator.description(), ofDenominator);
    }
  }

  /** A share in the last 7 days compared with that in the days before, in doublings. */
  static Formula shareTrend(String name, Share share, int earlierDays) {
    Window recent = Window.last(7);
    Window earlier = recent.before(earlierDays);
    return new Formula(
        new Feature(
            "%s_trend_7d_over_%dd".formatted(name, earlierDays),
            "log2(recent ÷ earlier), each " + share.describe(),
            "doublings",
            "%s ÷ %s".formatted(recent.describe(), earlier.describe()),
            "0 = as before, 1 = twice as much, −1 = half as much: " + name.replace('_', ' ')),
        user -> doublings(share.over(user, recent), share.over(user, earlier)));
  }

  /** Days since a counter last counted, no more than the window has. */
  static Formula daysSince(Counter counter, Window window) {
    return new Formula(
        new Feature(
            "days_since_" + lower(counter),
            "T − newest of: %s; at most %d".formatted(counter.description(), window.from()),
            "days",
            window.describe(),
            "How long ago: " + counter.description()),
        user -> user.daysSince(counter, window.from()));
  }

  /** How evenly events spread over the hours of the day: Shannon's entropy (1948). */
  static Formula hourEntropy(Window window) {
    return new Formula(
        new Feature(
            "hour_entropy_" + window.suffix(),
            "−Σ p·log2 p over the hours of the day (UTC), p = share of events; 0 without events",
            "bits, 0 to 4.6",
            window.describe(),
            "0 = always at the same hour, 4.6 = at any hour"),
        user -> entropy(user.hours(window)));
  }

  private static double entropy(long[] counts) {
    double total = LongStream.of(counts).sum();
    double bits = 0;
    for (long count : counts) {
      bits -= count == 0 ? 0 : count / total * doublings((double) count, total);
    }
    return bits;
  }

  /**
   * log2(now ÷ before). Math.log may differ between machines in its last bit; StrictMath.log does
   * not.
   */
  static double doublings(double now, double before) {
    return StrictMath.log(now / before) / StrictMath.log(2);
  }

  /** 1 if {@code is} holds, else 0. */
  static Formula flag(String name, String formula, String meaning, Predicate<AsOf> is) {
    return new Formula(
        new Feature(name, formula, "0 or 1", "newest event before T that has the value", meaning),
        user -> is.test(user) ? 1 : 0);
  }

  /** 1 if the user's device is of this kind, else 0. */
  static Formula device(Device device) {
    return flag(
        "device_" + lower(device),
        "userAgent names " + lower(device) + " (first match of mobile, windows, mac, linux)",
        "Used from this kind of device",
        user -> user.history().profile().device() == device);
  }

  /** 1 if the user is in this region, else 0. */
  static Formula region(Region region) {
    return flag(
        "region_" + lower(region),
        "the first state in location is in the US census region " + lower(region),
        "Lives in this part of the United States",
        user -> user.history().profile().region() == region);
  }

  /** Days from an earlier time to T. */
  static Formula days(String name, String formula, String meaning, ToDoubleFunction<AsOf> value) {
    return new Formula(new Feature(name, formula, "days", OBSERVED, meaning), value);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
