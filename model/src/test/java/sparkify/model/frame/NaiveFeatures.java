package sparkify.model.frame;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Computes the features of one user independently, from their names and the rows: each in a pass
 * over all rows, sharing only the schema with the code under test.
 */
final class NaiveFeatures {
  private static final double DAY = 86_400_000.0;
  private static final Pattern RATE = Pattern.compile("(.+)_per_day_(\\d+)d");
  private static final Pattern TREND = Pattern.compile("(.+)_trend_(\\d+)d_over_(\\d+)d");
  private static final Pattern RATIO = Pattern.compile("(.+)_(\\d+)d");

  /** Feature to numerator and denominator. */
  private static final Map<String, List<String>> RATIOS =
      Map.of(
          "events_per_session", List.of("events", "sessions"),
          "weekend_share", List.of("weekend", "events"),
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
  private final ObservedDays observed;

  /** The features at {@code t} of the user of {@code rows}; later rows are left out. */
  NaiveFeatures(List<Row> rows, long t, ObservedDays observed) {
    this.rows =
        counted(rows, t).stream().filter(row -> row.getLong(1) >= observed.begin()).toList();
    this.t = t;
    this.observed = observed;
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
      return rate(rate.group(1), Integer.parseInt(rate.group(2)));
    } else if (trend.matches()) {
      return trend(
          trend.group(1), Integer.parseInt(trend.group(2)), Integer.parseInt(trend.group(3)));
    } else if (ratio.matches()) {
      return ratio(ratio.group(1), Integer.parseInt(ratio.group(2)));
    }
    return trait(feature);
  }

  private double ratio(String what, int days) {
    double from = t - days * DAY;
    return switch (what) {
      case "active_days_share" -> rate("active_days", days);
      case "hour_entropy" -> entropy(from);
      case "minutes_per_session" -> {
        double sessions = count("sessions", from, t);
        yield sessions == 0 ? 0 : sessionMs(from, t) / 60_000 / sessions;
      }
      default -> {
        List<String> parts =
            what.endsWith("_per_song")
                ? List.of(what.replace("_per_song", ""), "songs")
                : Objects.requireNonNull(RATIOS.get(what));
        double below = count(parts.get(1), from, t);
        yield below == 0 ? 0 : count(parts.get(0), from, t) / below;
      }
    };
  }

  /** Days with data among the {@code days} days that end {@code end} days before T. */
  private double observed(int days, int end) {
    long today = (long) (t / DAY);
    return LongStream.range(today - days - end, today - end)
        .filter(day -> observed.epochDays().contains(day))
        .count();
  }

  private double rate(String what, int days) {
    double from = t - days * DAY;
    return what.equals("listening_minutes")
        ? listeningMs(from) / observed(days, 0) / 60_000
        : count(what, from, t) / observed(days, 0);
  }

  private double trend(String what, int recent, int earlier) {
    double middle = t - recent * DAY;
    double start = middle - earlier * DAY;
    if (what.endsWith("_per_song")) {
      String counted = what.replace("_per_song", "");
      double now = (count(counted, middle, t) + 1) / (count("songs", middle, t) + 50);
      double before = (count(counted, start, middle) + 1) / (count("songs", start, middle) + 50);
      return log2(now / before);
    } else if (what.equals("minutes_per_session")) {
      double now = (sessionMs(middle, t) + 3_600_000) / (count("sessions", middle, t) + 1);
      double before =
          (sessionMs(start, middle) + 3_600_000) / (count("sessions", start, middle) + 1);
      return log2(now / before);
    }
    double earlierDays = observed(earlier, recent);
    if (earlierDays == 0) {
      return 0;
    }
    double now = (count(what, middle, t) + 1) / observed(recent, 0);
    double before = (count(what, start, middle) + 1) / earlierDays;
    return log2(now / before);
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }

  private double entropy(double from) {
    Map<Long, Long> hours = new TreeMap<>();
    rows.stream()
        .filter(row -> row.getLong(1) >= from)
        .forEach(row -> hours.merge(row.getLong(1) / 3_600_000 % 24, 1L, Long::sum));
    double all = hours.values().stream().mapToLong(n -> n).sum();
    double bits = 0;
    for (long n : hours.values()) {
      bits -= n / all * log2(n / all);
    }
    return bits;
  }

  /** Between neighbouring events of one session, counted when the later one happened. */
  private double sessionMs(double from, double until) {
    double ms = 0;
    for (int i = 1; i < rows.size(); i++) {
      Row row = rows.get(i);
      boolean same = !row.isNullAt(2) && row.get(2).equals(rows.get(i - 1).get(2));
      if (same && row.getLong(1) >= from && row.getLong(1) < until) {
        ms += row.getLong(1) - rows.get(i - 1).getLong(1);
      }
    }
    return ms;
  }

  /** Songs that began more than a second before the previous song of an unbroken session ended. */
  private List<Row> cutShort() {
    List<Row> all = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      Row row = rows.get(i);
      int before = i - 1;
      while (before > 0 && continues(row, rows.get(before)) && !isSong(rows.get(before))) {
        before--;
      }
      Row song = rows.get(before);
      if (isSong(row)
          && isSong(song)
          && continues(row, song)
          && row.getLong(1) + 1000 < song.getLong(1) + Math.round(song.getDouble(7) * 1000)) {
        all.add(row);
      }
    }
    return all;
  }

  private static boolean continues(Row row, Row before) {
    return !row.isNullAt(2) && row.get(2).equals(before.get(2));
  }

  private static boolean isSong(Row row) {
    return row.getString(4).equals("NextSong");
  }

  private double listeningMs(double from) {
    return rows.stream()
        .filter(row -> row.getLong(1) >= from && row.getString(4).equals("NextSong"))
        .mapToLong(row -> Math.round(row.getDouble(7) * 1000))
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
      case "songs_cut_short" -> cutShort().stream().filter(inside).count();
      case "weekend" ->
          rows.stream()
              .filter(inside)
              .filter(r -> day(r).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0)
              .count();
      default -> {
        String page = PAGES.get(what);
        yield rows.stream().filter(inside).filter(r -> r.getString(4).equals(page)).count();
      }
    };
  }

  /** The first row with each value other than null, in order. */
  private List<Row> firsts(Function<Row, @Nullable Object> value) {
    Map<Object, Row> firsts = new LinkedHashMap<>();
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
      case "recency_days" -> recency();
      case "tenure_days" ->
          rows.isEmpty()
              ? 0
              : (t - Math.min(rows.get(0).getLong(1), newest(8, Long.MAX_VALUE))) / DAY;
      case "usual_gap_days" -> usualGap();
      case "last_gap_days" -> gaps().isEmpty() ? 0 : gaps().get(gaps().size() - 1) / DAY;
      case "recency_over_usual_gap" -> recency() / usualGap();
      case "last_session_songs_over_usual" -> lastSession();
      case "days_since_thumbs_down" -> daysSince(r -> r.getString(4).equals("Thumbs Down"));
      case "days_since_downgrade_visits" -> daysSince(r -> r.getString(4).equals("Downgrade"));
      case "days_since_level_changes" -> daysSince(levelChanges()::contains);
      case "level_paid" -> flag(newest(6, "").equals("paid"));
      case "gender_female" -> flag(newest(11, "").equals("F"));
      case "device_windows" -> flag(newest(9, "").contains("Windows"));
      case "device_mac" -> flag(newest(9, "").contains("Macintosh"));
      case "device_linux" -> flag(newest(9, "").contains("Linux"));
      case "device_mobile" -> flag(newest(9, "").contains("iPhone"));
      case "region_northeast" -> flag(newest(10, "").endsWith("NY-NJ-PA"));
      case "region_midwest" -> flag(newest(10, "").endsWith("IL-IN-WI"));
      case "region_south" -> flag(newest(10, "").endsWith("TX"));
      case "region_west" -> flag(newest(10, "").endsWith("OR"));
      default -> throw new AssertionError("No naive computation of " + feature);
    };
  }

  private double recency() {
    return (t - newest(1, observed.begin())) / DAY;
  }

  /** From the event before a session's first to that first event. */
  private List<Double> gaps() {
    List<Double> gaps = new ArrayList<>();
    List<Row> firsts = firsts(row -> row.get(2));
    for (int i = 1; i < firsts.size(); i++) {
      Row begin = firsts.get(i);
      int at = rows.indexOf(begin);
      gaps.add((double) (begin.getLong(1) - rows.get(at - 1).getLong(1)));
    }
    return gaps;
  }

  private double usualGap() {
    double sum = gaps().stream().mapToDouble(ms -> ms).sum();
    return (sum / DAY + 1) / (gaps().size() + 1);
  }

  private double lastSession() {
    List<Row> firsts = firsts(row -> row.get(2));
    double last = 0;
    if (!firsts.isEmpty()) {
      Row begin = firsts.get(firsts.size() - 1);
      last = rows.stream().filter(r -> isSong(r) && continues(r, begin)).count();
    }
    double from = t - 30 * DAY;
    double usual = count("songs", from, t) / Math.max(1, count("sessions", from, t));
    return log2((last + 1) / (usual + 1));
  }

  private List<Row> levelChanges() {
    List<Row> with = rows.stream().filter(row -> !row.isNullAt(6)).toList();
    return IntStream.range(1, with.size())
        .filter(i -> !with.get(i).get(6).equals(with.get(i - 1).get(6)))
        .mapToObj(with::get)
        .toList();
  }

  private double daysSince(Predicate<Row> is) {
    double newest = rows.stream().filter(is).mapToLong(row -> row.getLong(1)).max().orElse(0);
    return Math.min(30, (t - newest) / DAY);
  }

  private static LocalDate day(Row row) {
    return LocalDate.ofEpochDay(row.getLong(1) / 86_400_000);
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
