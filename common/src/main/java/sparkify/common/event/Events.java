package sparkify.common.event;

import static sparkify.common.feed.Column.Type.DOUBLE;
import static sparkify.common.feed.Column.Type.INT;
import static sparkify.common.feed.Column.Type.LONG;
import static sparkify.common.feed.Column.Type.TEXT;

import java.util.List;
import java.util.Optional;
import sparkify.common.config.Settings;
import sparkify.common.config.TimeBounds;
import sparkify.common.feed.BoundedParser;
import sparkify.common.feed.Column;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.JsonClock;
import sparkify.common.feed.JsonKey;
import sparkify.common.feed.JsonRowParser;
import sparkify.common.feed.KeyFinder;
import sparkify.common.feed.LineClock;
import sparkify.common.feed.RowParser;
import sparkify.common.feed.Schema;

/** The events of the music service, one JSON object per record. */
public final class Events implements FeedKind {
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
          "ts",
          "userId");

  @Override
  public String name() {
    return "events";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public RowParser parser(Settings settings) {
    return parser(settings.event());
  }

  @Override
  public KeyFinder keys() {
    return new JsonKey("userId", "user");
  }

  @Override
  public Optional<LineClock> clock() {
    return Optional.of(new JsonClock("ts"));
  }

  /** A parser that rejects events whose time is outside of {@code bounds}. */
  public static RowParser parser(TimeBounds bounds) {
    return new BoundedParser(new JsonRowParser(SCHEMA), bounds);
  }
}
