package sparkify.model.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Computes the features of one user independently, from their names and the rows: each in a pass
 * over all rows, sharing only the schema with the code under test.
 */
final class NaiveFeatures {
  private static final double DAY = 86_400_000.0;
  private static final Pattern RATE = Pattern.compile("(.+)_per_day_(\\d+d|all)");
  private static final Pattern TREND = Pattern.compile("(.+)_trend_(\\d+)d_over_(\\d+)d");
  private static final Pattern RATIO = Pattern.compile("(.+)_(\\d+d|all)");

  /** Feature to numerator and denominator. */
  private static final Map<String, List<String>> RATIOS =
      Map.of(
          "events_per_session", List.of("events", "sessions"),
          "new_songs_share", List.of("new_songs", "songs"),
          "new_artists_share", List.of("new_artists", "songs"),
          "thumbs_up_per_song", List.of("thumbs_up", "songs"),
          "thumbs_down_per_song", List.of("thumbs_down", "songs"),
          "adverts_per_song", List.of("adverts", "songs"),
          "paid_share", List.of("paid", "events"));

  private static final Map<String, String> PAGES =
      Map.ofEntries(
          Map.entry("songs", "NextSong"),
          Map.entry("thumbs_up", "Thumbs Up"),
          Map.entry("thumbs_down", "Thumbs Down"),
          Map.entry("adverts", "Roll Advert"),
          Map.entry("help", "Help"),
          Map.entry("playlist_adds", "Add to Playlist"),
          Map.entry("friends", "Add Friend"),
          Map.entry("settings", "Settings"),
          Map.entry("logouts", "Logout"),
          Map.entry("downgrade_visits", "Downgrade"),
          Map.entry("upgrade_visits", "Upgrade"),
          Map.entry("downgrades", "Submit Downgrade"),
          Map.entry("upgrades", "Submit Upgrade"));

  private final List<Row> rows;
  private final double t;
  private final double observed;
  private final long first;

  /** The features at {@code t} of the user of {@code rows}; later rows are left out. */
  NaiveFeatures(List<Row> rows, long t, long first) {
    this.rows = counted(rows, t);
    this.t = t;
    this.first = first;
    this.observed = (t - first) / DAY;
  }

  private static List<Row> counted(List<Row> rows, long t) {
    Set<String> seen = new HashSet<>();
    List<Row> all = new ArrayList<>();
    for (Row row : rows) {
      boolean isFirst = seen.add(row.get(1) + "/" + row.get(2) + "/" + row.get(3));
      if (isFirst && row.getLong(1) < t && !row.getString(4).startsWith("Cancel")) {
        all.add(row);
      }
    }
    Comparator<Row> order = Comparator.comparingLong(row -> row.getLong(1));
    order =
        order
            .thenComparing(row -> row.isNullAt(2) ? -1 : row.getLong(2))
            .thenComparing(row -> row.getInt(3));
    all.sort(order);
    return all;
  }

  double value(String feature) {
    Matcher rate = RATE.matcher(feature);
    Matcher trend = TREND.matcher(feature);
    Matcher ratio = RATIO.matcher(feature);
    if (rate.matches()) {
      return rate(rate.group(1), days(rate.group(2)));
    } else if (trend.matches()) {
      return trend(
          trend.group(1), Integer.parseInt(trend.group(2)), Integer.parseInt(trend.group(3)));
    } else if (ratio.matches() && feature.startsWith("active_days_share")) {
      return Math.min(1, rate("active_days", days(ratio.group(2))));
    } else if (ratio.matches()) {
      List<String> parts = Objects.requireNonNull(RATIOS.get(ratio.group(1)));
      double from = t - days(ratio.group(2)) * DAY;
      double below = count(parts.get(1), from, t);
      return below == 0 ? 0 : count(parts.get(0), from, t) / below;
    }
    return trait(feature);
  }

  private static double days(String window) {
    return window.equals("all") ? 100_000 : Double.parseDouble(window.replace("d", ""));
  }

  private double rate(String what, double days) {
    double from = t - days * DAY;
    return what.equals("listening_minutes")
        ? listeningMs(from) / Math.min(days, observed) / 60_000
        : count(what, from, t) / Math.min(days, observed);
  }

  private double trend(String what, int recent, int earlier) {
    double middle = t - recent * DAY;
    double earlierDays = Math.min(recent + earlier, observed) - recent;
    if (earlierDays <= 0) {
      return 0;
    }
    double now = (count(what, middle, t) + 1) / Math.min(recent, observed);
    double before = (count(what, middle - earlier * DAY, middle) + 1) / earlierDays;
    return StrictMath.log(now / before) / StrictMath.log(2);
  }

  private double listeningMs(double from) {
    return rows.stream()
        .filter(row -> row.getLong(1) >= from && row.getString(4).equals("NextSong"))
        .mapToLong(row -> Math.round(row.getDouble(9) * 1000))
        .sum();
  }

  private double count(String what, double from, double until) {
    Predicate<Row> inside = row -> row.getLong(1) >= from && row.getLong(1) < until;
    return switch (what) {
      case "events" -> rows.stream().filter(inside).count();
      case "paid" -> rows.stream().filter(inside).filter(r -> "paid".equals(r.get(6))).count();
      case "errors" ->
          rows.stream()
              .filter(inside)
              .filter(r -> r.getString(4).equals("Error") || r.getInt(5) >= 400)
              .count();
      case "active_days" ->
          rows.stream().filter(inside).map(r -> r.getLong(1) / 86_400_000).distinct().count();
      case "sessions" -> firsts(r -> r.get(2)).stream().filter(inside).count();
      case "new_artists" -> firsts(r -> r.get(7)).stream().filter(inside).count();
      case "new_songs" ->
          firsts(r -> r.isNullAt(8) ? null : r.get(7) + " " + r.get(8)).stream()
              .filter(inside)
              .count();
      default -> {
        String page = PAGES.get(what);
        yield rows.stream().filter(inside).filter(r -> r.getString(4).equals(page)).count();
      }
    };
  }

  /** The first row with each value other than null. */
  private List<Row> firsts(Function<Row, @Nullable Object> value) {
    Map<Object, Row> firsts = new HashMap<>();
    for (Row row : rows) {
      Object key = value.apply(row);
      if (key != null) {
        firsts.putIfAbsent(key, row);
      }
    }
    return List.copyOf(firsts.values());
  }

  private double trait(String feature) {
    return switch (feature) {
      case "recency_days" -> (t - (rows.isEmpty() ? first : newest(1, first))) / DAY;
      case "tenure_days" ->
          rows.isEmpty()
              ? 0
              : (t - Math.min(rows.get(0).getLong(1), newest(10, Long.MAX_VALUE))) / DAY;
      case "level_paid" -> flag(newest(6, "").equals("paid"));
      case "gender_female" -> flag(newest(13, "").equals("F"));
      case "device_windows" -> flag(newest(11, "").contains("Windows"));
      case "device_mac" -> flag(newest(11, "").contains("Macintosh"));
      case "device_linux" -> flag(newest(11, "").contains("Linux"));
      case "device_mobile" -> flag(newest(11, "").contains("iPhone"));
      case "region_northeast" -> flag(newest(12, "").endsWith("NY-NJ-PA"));
      case "region_midwest" -> flag(newest(12, "").endsWith("IL-IN-WI"));
      case "region_south" -> flag(newest(12, "").endsWith("TX"));
      case "region_west" -> flag(newest(12, "").endsWith("OR"));
      default -> throw new AssertionError("No naive computation of " + feature);
    };
  }

  private <T> T newest(int column, T otherwise) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (!rows.get(i).isNullAt(column)) {
        return rows.get(i).getAs(column);
      }
    }
    return otherwise;
  }

  private static double flag(boolean is) {
    return is ? 1 : 0;
  }
}
