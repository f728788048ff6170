package sparkify.model.frame;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is counted per user and UTC day, in integers, so that sums do not depend on order. */
enum Counter {
  EVENTS("events", null),
  /** 1 for a day with events. */
  ACTIVE_DAYS("active days", null),
  /** Sessions begun: a session is counted on the day of its first event. */
  SESSIONS("sessions begun", null),
  /** Time between events of one session, on the day of the later one. */
  SESSION_MS("milliseconds between events of a session", null),
  /** On a Saturday or Sunday, UTC. */
  WEEKEND_EVENTS("events on weekends", null),
  EVENTS_PAID("events at level paid", null),
  ERRORS("errors (page Error, or status 400 or above)", null),
  SONGS("songs played", "NextSong"),
  /** The full length of the songs played. */
  LISTENING_MS("milliseconds of songs played", null),
  SONGS_CUT_SHORT("songs cut short by the next one", null),
  THUMBS_UP("thumbs up", "Thumbs Up"),
  THUMBS_DOWN("thumbs down", "Thumbs Down"),
  ADVERTS("adverts", "Roll Advert"),
  HELP("visits to help", "Help"),
  PLAYLIST_ADDS("songs added to a playlist", "Add to Playlist"),
  FRIENDS("friends added", "Add Friend"),
  SETTINGS("visits to the settings", "Settings"),
  LOGOUTS("logouts", "Logout"),
  DOWNGRADE_VISITS("visits to the downgrade page", "Downgrade"),
  UPGRADE_VISITS("visits to the upgrade page", "Upgrade"),
  DOWNGRADES("downgrades", "Submit Downgrade"),
  UPGRADES("upgrades", "Submit Upgrade"),
  /** Events at another level than the newest event before that has one. */
  LEVEL_CHANGES("changes of level", null);

  private static final Map<String, Counter> BY_PAGE = byPage();

  private final String description;
  private final @Nullable String page;

  Counter(String description, @Nullable String page) {
    this.description = description;
    this.page = page;
  }

  /** What is counted, in plain words. */
  String description() {
    return description;
  }

  /** The counter of a page, or null when its visits are not counted separately. */
  static @Nullable Counter ofPage(String page) {
    return BY_PAGE.get(page);
  }

  private static Map<String, Counter> byPage() {
    Map<String, Counter> all = new HashMap<>();
    for (Counter counter : values()) {
      if (counter.page != null) {
        all.put(counter.page, counter);
      }
    }
    return Map.copyOf(all);
  }
}
