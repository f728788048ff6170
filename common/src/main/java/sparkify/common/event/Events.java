package sparkify.common.event;

import static sparkify.common.feed.Column.Type.DOUBLE;
import static sparkify.common.feed.Column.Type.INT;
import static sparkify.common.feed.Column.Type.LONG;
import static sparkify.common.feed.Column.Type.TEXT;

import java.util.List;
import sparkify.common.config.EventSettings;
import sparkify.common.feed.Column;
import sparkify.common.feed.JsonRowParser;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.common.feed.Schema;

/** The events of the music service, one JSON object per record. */
public final class Events {
  /** The 18 fields of the Sparkify data. Only {@code ts} is required. */
  public static final Schema SCHEMA =
      new Schema(
          List.of(
              new Column("ts", LONG, true, true),
              Column.of("userId", TEXT),
              Column.of("sessionId", LONG),
              Column.of("page", TEXT),
              Column.of("auth", TEXT),
              Column.of("method", TEXT),
              Column.of("status", INT),
              Column.of("level", TEXT),
              Column.of("itemInSession", INT),
              Column.of("location", TEXT),
              Column.of("userAgent", TEXT),
              Column.of("lastName", TEXT),
              Column.of("firstName", TEXT),
              Column.of("registration", LONG),
              Column.of("gender", TEXT),
              Column.distinct("artist", TEXT),
              Column.distinct("song", TEXT),
              Column.distinct("length", DOUBLE)),
          "ts");

  private Events() {}

  /** A parser that rejects events whose time is outside the bounds of {@code settings}. */
  public static RowParser parser(EventSettings settings) {
    JsonRowParser json = new JsonRowParser(SCHEMA);
    long min = settings.minTs().toEpochMilli();
    long ahead = settings.maxAhead().toMillis();
    return (value, now) -> {
      Parsed parsed = json.parse(value, now);
      boolean inRange =
          !(parsed instanceof Parsed.Row row) || (row.time() >= min && row.time() <= now + ahead);
      return inRange
          ? parsed
          : new Parsed.Rejected(
              "ts-out-of-range",
              "ts "
                  + ((Parsed.Row) parsed).time()
                  + " is before "
                  + settings.minTs()
                  + " or more than "
                  + settings.maxAhead()
                  + " ahead");
    };
  }
}
