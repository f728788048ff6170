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
import static sparkify.model.frame.Counter.LOGOUTS;
import static sparkify.model.frame.Counter.NEW_ARTISTS;
import static sparkify.model.frame.Counter.NEW_SONGS;
import static sparkify.model.frame.Counter.PLAYLIST_ADDS;
import static sparkify.model.frame.Counter.SESSIONS;
import static sparkify.model.frame.Counter.SETTINGS;
import static sparkify.model.frame.Counter.SONGS;
import static sparkify.model.frame.Counter.THUMBS_DOWN;
import static sparkify.model.frame.Counter.THUMBS_UP;
import static sparkify.model.frame.Counter.UPGRADES;
import static sparkify.model.frame.Counter.UPGRADE_VISITS;

import java.util.ArrayList;
import java.util.List;

/**
 * All features, in the order of the columns. This list both computes and documents the columns: a
 * feature is added or removed here and nowhere else.
 *
 * <p>Never to be features: {@code userId}, because blocks of ids correlate with the label; pages
 * that begin with "Cancel"; anything measured at a user's last event in the data.
 */
public final class FeatureCatalogue {
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

  /** The values for one user, in the order of {@link #names()}. */
  static List<Double> values(AsOf user) {
    return FORMULAS.stream().map(formula -> formula.value().applyAsDouble(user)).toList();
  }

  private static List<Formula> formulas() {
    List<Formula> all = new ArrayList<>();
    addActivity(all);
    addMoods(all);
    addSteps(all);
    addTimes(all);
    addTraits(all);
    return List.copyOf(all);
  }

  /** How much the service is used. */
  private static void addActivity(List<Formula> all) {
    addRates(all, EVENTS, 3, 7, 14, 30);
    all.add(Formula.rate(EVENTS, Window.ALL));
    for (int days : new int[] {7, 14, 30}) {
      all.add(Formula.activeDays(Window.last(days)));
    }
    addRates(all, SESSIONS, 7, 14, 30);
    all.add(
        Formula.ratio(
            "events_per_session", EVENTS, SESSIONS, Window.last(30), "How long sessions are"));
    addRates(all, SONGS, 3, 7, 14, 30);
    all.add(Formula.rate(SONGS, Window.ALL));
    for (int days : new int[] {7, 14, 30}) {
      all.add(Formula.listening(Window.last(days)));
    }
    addVariety(all);
  }

  /**
   * How much of the music played is new to the user; over all data, the share of different songs.
   */
  private static void addVariety(List<Formula> all) {
    for (Window window : List.of(Window.last(14), Window.ALL)) {
      all.add(
          Formula.ratio(
              "new_songs_share",
              NEW_SONGS,
              SONGS,
              window,
              "Share of plays that are the user's first of the song"));
      all.add(
          Formula.ratio(
              "new_artists_share",
              NEW_ARTISTS,
              SONGS,
              window,
              "Share of plays that are the user's first of the artist"));
    }
  }

  /** What pleases and what annoys users. */
  private static void addMoods(List<Formula> all) {
    addRates(all, THUMBS_UP, 14, 30);
    addRates(all, THUMBS_DOWN, 7, 14, 30);
    addPerSong(all, "thumbs_up_per_song", THUMBS_UP);
    addPerSong(all, "thumbs_down_per_song", THUMBS_DOWN);
    addRates(all, ADVERTS, 3, 7, 14, 30);
    addPerSong(all, "adverts_per_song", ADVERTS);
    addRates(all, ERRORS, 14, 30);
    addRates(all, HELP, 14, 30);
  }

  private static void addPerSong(List<Formula> all, String name, Counter counter) {
    String meaning = "Per song played: " + counter.description();
    all.add(Formula.ratio(name, counter, SONGS, Window.last(30), meaning));
  }

  /** Steps towards the service, or away from it. */
  private static void addSteps(List<Formula> all) {
    addRates(all, PLAYLIST_ADDS, 14, 30);
    addRates(all, FRIENDS, 14, 30);
    addRates(all, SETTINGS, 14);
    addRates(all, LOGOUTS, 14);
    addRates(all, DOWNGRADE_VISITS, 7, 14, 30);
    addRates(all, UPGRADE_VISITS, 7, 14, 30);
    addRates(all, DOWNGRADES, 30);
    addRates(all, UPGRADES, 30);
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
            "T − newest event before T; without one, T − first data",
            "How long the user has been away",
            AsOf::recencyDays));
    all.add(
        Formula.days(
            "tenure_days",
            "T − min(registration, user's first event); a registration can be later than events",
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
        Formula.ratio(
            "paid_share", EVENTS_PAID, EVENTS, Window.last(30), "Share of events at level paid"));
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
