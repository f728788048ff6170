package sparkify.producer.compare;

import org.jspecify.annotations.Nullable;
import sparkify.common.event.Events;
import sparkify.common.feed.Parsed;

/**
 * One event. A text that is absent reads as empty, a number as -1.
 *
 * @param bytes the length of its line
 */
record Event(Parsed.Row row, int bytes) {
  private static final long DAY_MS = 86_400_000;

  private static final int USER = Events.SCHEMA.indexOf("userId");
  private static final int SESSION = Events.SCHEMA.indexOf("sessionId");
  private static final int PAGE = Events.SCHEMA.indexOf("page");
  private static final int AUTH = Events.SCHEMA.indexOf("auth");
  private static final int METHOD = Events.SCHEMA.indexOf("method");
  private static final int STATUS = Events.SCHEMA.indexOf("status");
  private static final int LEVEL = Events.SCHEMA.indexOf("level");
  private static final int LOCATION = Events.SCHEMA.indexOf("location");
  private static final int AGENT = Events.SCHEMA.indexOf("userAgent");
  private static final int REGISTRATION = Events.SCHEMA.indexOf("registration");
  private static final int GENDER = Events.SCHEMA.indexOf("gender");
  private static final int ARTIST = Events.SCHEMA.indexOf("artist");
  private static final int SONG = Events.SCHEMA.indexOf("song");
  private static final int LENGTH = Events.SCHEMA.indexOf("length");

  /** Epoch milliseconds. */
  long ts() {
    return row.time();
  }

  /** The day, UTC, as an epoch day. */
  long day() {
    return Math.floorDiv(ts(), DAY_MS);
  }

  /** Days from {@code epochDay} to this event. */
  double daysAfter(long epochDay) {
    return ts() / (double) DAY_MS - epochDay;
  }

  /** The age of the account in days, negative before it is registered; NaN if not known. */
  double age() {
    long registration = registration();
    return registration < 0 ? Double.NaN : (ts() - registration) / (double) DAY_MS;
  }

  String user() {
    return text(USER);
  }

  long session() {
    return number(SESSION);
  }

  String page() {
    return text(PAGE);
  }

  boolean isSong() {
    return page().equals("NextSong");
  }

  String auth() {
    return text(AUTH);
  }

  String method() {
    return text(METHOD);
  }

  String status() {
    return text(STATUS);
  }

  String level() {
    return text(LEVEL);
  }

  String location() {
    return text(LOCATION);
  }

  String agent() {
    return text(AGENT);
  }

  String gender() {
    return text(GENDER);
  }

  String artist() {
    return text(ARTIST);
  }

  String song() {
    return text(SONG);
  }

  /** The length of the song in seconds. */
  double length() {
    return row.values()[LENGTH] instanceof Number seconds ? seconds.doubleValue() : -1;
  }

  private long registration() {
    return number(REGISTRATION);
  }

  private String text(int column) {
    @Nullable Object value = row.values()[column];
    return value == null ? "" : value.toString();
  }

  private long number(int column) {
    return row.values()[column] instanceof Number number ? number.longValue() : -1;
  }
}
