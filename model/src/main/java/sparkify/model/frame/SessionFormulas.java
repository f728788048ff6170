package sparkify.model.frame;

/** Features of how long sessions are and how far apart. */
final class SessionFormulas {
  private static final double MS_PER_MINUTE = 60_000;
  private static final double MS_PER_DAY = UserHistory.DAY_MS;

  private SessionFormulas() {}

  /** The mean length of sessions. */
  static Formula sessionMinutes(Window window) {
    return new Formula(
        new Feature(
            "minutes_per_session_" + window.suffix(),
            "%s ÷ 60,000 ÷ %s; 0 if no session began"
                .formatted(Counter.SESSION_MS.description(), Counter.SESSIONS.description()),
            "minutes",
            window.describe(),
            "How long sessions last"),
        user -> {
          long sessions = user.sum(Counter.SESSIONS, window);
          double ms = user.sum(Counter.SESSION_MS, window);
          return sessions == 0 ? 0 : ms / MS_PER_MINUTE / sessions;
        });
  }

  /** The songs of the newest session compared with those of a usual one. */
  static Formula lastSession(Window usual) {
    return new Formula(
        new Feature(
            "last_session_songs_over_usual",
            "log2((songs of the newest session + 1) ÷ (songs played ÷ sessions begun + 1))",
            "doublings",
            usual.describe(),
            "0 = the last session was as long as usual, −1 = half as long"),
        user -> {
          double sessions = Math.max(1, user.sum(Counter.SESSIONS, usual));
          double songs = user.sum(Counter.SONGS, usual) / sessions;
          return Formula.doublings(user.history().sessions().songsInLast() + 1.0, songs + 1);
        });
  }

  /** The usual time between two sessions. */
  static Formula usualGap() {
    return Formula.days(
        "usual_gap_days",
        "(Σ gaps between sessions + 1 day) ÷ (gaps + 1)",
        "How far apart sessions usually are",
        SessionFormulas::usualGapDays);
  }

  /** The time between the newest two sessions. */
  static Formula lastGap() {
    return Formula.days(
        "last_gap_days",
        "first event of the newest session − event before it; 0 with one session",
        "How long the user had been away before the last session",
        user -> user.history().sessions().lastGapMs() / MS_PER_DAY);
  }

  /** Recency compared with the usual time between two sessions. */
  static Formula recencyOverGap() {
    return new Formula(
        new Feature(
            "recency_over_usual_gap",
            "recency_days ÷ usual_gap_days",
            "ratio",
            Formula.OBSERVED,
            "How long the user has been away, compared with their habit"),
        user -> user.recencyDays() / usualGapDays(user));
  }

  private static double usualGapDays(AsOf user) {
    Sessions sessions = user.history().sessions();
    return (sessions.gapsMs() / MS_PER_DAY + 1) / (sessions.gaps() + 1);
  }
}
