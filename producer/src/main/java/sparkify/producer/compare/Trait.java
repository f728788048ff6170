package sparkify.producer.compare;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * What is counted of every row. Each trait is compared as a distribution; to compare another, add
 * it here and nowhere else.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lambdas have no state.
enum Trait {
  PAGE("pages", 0.03, (event, labels) -> labels.number(event.page()), Names::text),
  AUTH("auth", (event, labels) -> labels.number(event.auth()), Names::text),
  LEVEL(
      "level, of logged-in rows",
      (event, labels) ->
          event.auth().equals("Logged In") ? labels.number(event.level()) : Trait.NONE,
      Names::text),
  METHOD("method", (event, labels) -> labels.number(event.method()), Names::text),
  STATUS("status", (event, labels) -> labels.number(event.status()), Names::text),
  HOUR(
      "hour of the day, UTC",
      (event, labels) -> (int) Math.floorMod(Math.floorDiv(event.ts(), 3_600_000L), 24L),
      (labels, bin) -> "%02d:00".formatted(bin)),
  WEEKDAY(
      "weekday, UTC",
      (event, labels) -> Trait.weekday(event.day()),
      (labels, bin) -> DayOfWeek.of(bin + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
  BYTES(
      "length of a line, bytes",
      (event, labels) -> Edges.LINES.of(event.bytes()),
      (labels, bin) -> Edges.LINES.describe(bin)),
  SONG_LENGTH(
      "length of a song, seconds",
      (event, labels) -> event.length() < 0 ? Trait.NONE : Edges.SONGS.of(event.length()),
      (labels, bin) -> Edges.SONGS.describe(bin));

  /** The bin of a row that does not count. */
  static final int NONE = -1;

  private final String title;
  private final double aim;
  private final Binning binning;
  private final Describing describing;

  Trait(String title, double aim, Binning binning, Describing describing) {
    this.title = title;
    this.aim = aim;
    this.binning = binning;
    this.describing = describing;
  }

  Trait(String title, Binning binning, Describing describing) {
    this(title, Distribution.AIM, binning, describing);
  }

  private interface Binning {
    int bin(Event event, Names labels);
  }

  private interface Describing {
    String describe(Names labels, int bin);
  }

  String title() {
    return title;
  }

  double aim() {
    return aim;
  }

  /** The bin of a row, or {@link #NONE}. */
  int bin(Event event, Names labels) {
    return binning.bin(event, labels);
  }

  String describe(Names labels, int bin) {
    return describing.describe(labels, bin);
  }

  /** 0 for Monday to 6 for Sunday; day 0 of the epoch was a Thursday. */
  static int weekday(long epochDay) {
    return Math.floorMod(epochDay + 3, 7);
  }

  /** The bins of numbers; a class of its own because constants cannot use fields that follow. */
  private static final class Edges {
    static final Bins LINES = Bins.every(25, 1_000).ofWholeNumbers();
    static final Bins SONGS = Bins.every(30, 600);
  }
}
