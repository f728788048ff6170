package sparkify.model.frame;

import static sparkify.model.frame.Counter.ACTIVE_DAYS;
import static sparkify.model.frame.Counter.ADVERTS;
import static sparkify.model.frame.Counter.DOWNGRADES;
import static sparkify.model.frame.Counter.DOWNGRADE_VISITS;
import static sparkify.model.frame.Counter.ERRORS;
import static sparkify.model.frame.Counter.EVENTS;
import static sparkify.model.frame.Counter.EVENTS_PAID;
import static sparkify.model.frame.Counter.FRIENDS;
import static sparkify.model.frame.Counter.HELP;
import static sparkify.model.frame.Counter.LEVEL_CHANGES;
import static sparkify.model.frame.Counter.LOGOUTS;
import static sparkify.model.frame.Counter.PLAYLIST_ADDS;
import static sparkify.model.frame.Counter.SESSIONS;
import static sparkify.model.frame.Counter.SESSION_MS;
import static sparkify.model.frame.Counter.SETTINGS;
import static sparkify.model.frame.Counter.SONGS;
import static sparkify.model.frame.Counter.SONGS_CUT_SHORT;
import static sparkify.model.frame.Counter.THUMBS_DOWN;
import static sparkify.model.frame.Counter.THUMBS_UP;
import static sparkify.model.frame.Counter.UPGRADES;
import static sparkify.model.frame.Counter.UPGRADE_VISITS;
import static sparkify.model.frame.Counter.WEEKEND_EVENTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sparkify.model.frame.Formula.Share;

/**
 * All features, in the order of the columns. This list both computes and documents the columns: a
 * feature is added or removed here and nowhere else.
 *
 * <p>No window reaches back further than 60 days, so that features mean the same however old the
 * lake is.
 *
 * <p>Never to be features: {@code userId}, because blocks of ids correlate with the label; pages
 * that begin with "Cancel"; anything measured at a user's last event in the data.
 */
public final class FeatureCatalogue {
  private static final Window WEEK = Window.last(7);
  private static final Window MONTH = Window.last(30);
  private static final long HOUR_MS = 3_600_000;

  private static final List<Formula> FORMULAS = formulas();

  private FeatureCatalogue() {}

  /** All features, in the order of the columns. */
  public static List<Feature> features() {
    return FORMULAS.stream().map(Formula::feature).toList();
  }

  /** The names of the columns, in order. */
  public static List<String> names() {
    return FORMULAS.stream().map(formula -> formula.feature().name()).toList();
  }

  /**
   * For each feature, a digest of its values on a few events that never change. It changes with the
   * formula, and with nothing else.
   */
  public static Map<String, String> digests() {
    return FrozenFrame.digests();
  }

  /** The values for one user, in the order of {@link #names()}. */
  static List<Double> values(AsOf user) {
    return FORMULAS.stream().map(formula -> formula.value().applyAsDouble(user)).toList();
  }

  private static List<Formula> formulas() {
    List<Formula> all = new ArrayList<>();
    addActivity(all);
    addSessions(all);
    addMoods(all);
    addSteps(all);
    addTimes(all);
    addTraits(all);
    return List.copyOf(all);
  }

  /** How much the service is used. */
  private static void addActivity(List<Formula> all) {
    addRates(all, EVENTS, 3, 7, 14, 30, 60);
    for (int days : new int[] {7, 14, 30}) {
      all.add(Formula.activeDays(Window.last(days)));
    }
    addRates(all, SONGS, 3, 7, 14, 30, 60);
    for (int days : new int[] {7, 14, 30}) {
      all.add(Formula.listening(Window.last(days)));
    }
    all.add(Formula.hourEntropy(MONTH));
    all.add(
        Formula.ratio(
            "weekend_share",
            WEEKEND_EVENTS,
            EVENTS,
            MONTH,
            "Share of events on a Saturday or Sunday"));
  }

  /** How sessions are, and how far apart. */
  private static void addSessions(List<Formula> all) {
    addRates(all, SESSIONS, 7, 14, 30);
    all.add(Formula.ratio("events_per_session", EVENTS, SESSIONS, MONTH, "How long sessions are"));
    all.add(SessionFormulas.sessionMinutes(WEEK));
    all.add(SessionFormulas.sessionMinutes(MONTH));
    all.add(
        Formula.shareTrend("minutes_per_session", new Share(SESSION_MS, HOUR_MS, SESSIONS, 1), 21));
    all.add(SessionFormulas.lastSession(MONTH));
    all.add(SessionFormulas.usualGap());
    all.add(SessionFormulas.lastGap());
    all.add(SessionFormulas.recencyOverGap());
  }

  /** What pleases and what annoys users. */
  private static void addMoods(List<Formula> all) {
    addRates(all, THUMBS_UP, 14, 30);
    addRates(all, THUMBS_DOWN, 7, 14, 30);
    addPerSong(all, "thumbs_up", THUMBS_UP, WEEK, MONTH);
    addPerSong(all, "thumbs_down", THUMBS_DOWN, WEEK, MONTH);
    addRates(all, ADVERTS, 3, 7, 14, 30);
    addPerSong(all, "adverts", ADVERTS, WEEK, MONTH);
    addPerSongTrend(all, "thumbs_up", THUMBS_UP);
    addPerSongTrend(all, "thumbs_down", THUMBS_DOWN);
    addPerSongTrend(all, "adverts", ADVERTS);
    addPerSong(all, "songs_cut_short", SONGS_CUT_SHORT, WEEK, MONTH);
    addRates(all, ERRORS, 14, 30);
    addPerSong(all, "errors", ERRORS, MONTH);
    addRates(all, HELP, 14, 30);
    addPerSong(all, "help", HELP, MONTH);
    all.add(Formula.daysSince(THUMBS_DOWN, MONTH));
  }

  private static void addPerSong(
      List<Formula> all, String name, Counter counter, Window... windows) {
    String meaning = "Per song played: " + counter.description();
    for (Window window : windows) {
      all.add(Formula.ratio(name + "_per_song", counter, SONGS, window, meaning));
    }
  }

  private static void addPerSongTrend(List<Formula> all, String name, Counter counter) {
    all.add(Formula.shareTrend(name + "_per_song", new Share(counter, 1, SONGS, 50), 21));
  }

  /** Steps towards the service, or away from it. */
  private static void addSteps(List<Formula> all) {
    addRates(all, PLAYLIST_ADDS, 14, 30);
    addRates(all, FRIENDS, 14, 30);
    addPerSong(all, "friends", FRIENDS, MONTH);
    addRates(all, SETTINGS, 14);
    addRates(all, LOGOUTS, 14);
    addRates(all, DOWNGRADE_VISITS, 7, 14, 30);
    addRates(all, UPGRADE_VISITS, 7, 14, 30);
    all.add(Formula.daysSince(DOWNGRADE_VISITS, MONTH));
    addRates(all, DOWNGRADES, 30);
    addRates(all, UPGRADES, 30);
    all.add(Formula.daysSince(LEVEL_CHANGES, MONTH));
  }

  /** Trends, recency and tenure. */
  private static void addTimes(List<Formula> all) {
    all.add(Formula.trend(EVENTS, 3, 7));
    all.add(Formula.trend(EVENTS, 7, 7));
    all.add(Formula.trend(SONGS, 7, 7));
    all.add(Formula.trend(ACTIVE_DAYS, 7, 7));
    all.add(Formula.trend(THUMBS_UP, 7, 7));
    all.add(
        Formula.days(
            "recency_days",
            "T − newest event before T; without one, T − first observed day",
            "How long the user has been away",
            AsOf::recencyDays));
    all.add(
        Formula.days(
            "tenure_days",
            "T − min(registration, first observed event); a registration can be later than events",
            "How long the user has been with the service",
            AsOf::tenureDays));
  }

  /** Traits of the user. */
  private static void addTraits(List<Formula> all) {
    all.add(
        Formula.flag(
            "level_paid",
            "level is paid",
            "Is a paying user at T",
            user -> user.history().profile().isPaid()));
    all.add(
        Formula.ratio("paid_share", EVENTS_PAID, EVENTS, MONTH, "Share of events at level paid"));
    all.add(
        Formula.flag(
            "gender_female",
            "gender is F",
            "Is female",
            user -> user.history().profile().isFemale()));
    for (Device device : List.of(Device.WINDOWS, Device.MAC, Device.LINUX, Device.MOBILE)) {
      all.add(Formula.device(device));
    }
    for (Region region : List.of(Region.NORTHEAST, Region.MIDWEST, Region.SOUTH, Region.WEST)) {
      all.add(Formula.region(region));
    }
  }

  private static void addRates(List<Formula> all, Counter counter, int... days) {
    for (int window : days) {
      all.add(Formula.rate(counter, Window.last(window)));
    }
  }
}
