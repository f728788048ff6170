package sparkify.common.access;

import static sparkify.common.feed.Column.Type.INT;
import static sparkify.common.feed.Column.Type.LONG;
import static sparkify.common.feed.Column.Type.TEXT;

import java.util.List;
import java.util.Optional;
import sparkify.common.config.Settings;
import sparkify.common.feed.BoundedParser;
import sparkify.common.feed.Column;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.KeyFinder;
import sparkify.common.feed.LineClock;
import sparkify.common.feed.RowParser;
import sparkify.common.feed.Schema;

/**
 * Requests to web servers, one line of a log each, in the Common Log Format or NCSA's Combined one.
 */
public final class AccessLog implements FeedKind {
  /**
   * The parts of a line. Texts are as logged, with the server's escapes such as {@code \"}, and
   * null where the server wrote {@code -}.
   */
  public static final Schema SCHEMA =
      new Schema(
          List.of(
              new Column("host", TEXT, true, false),
              Column.of("ident", TEXT),
              Column.of("user", TEXT),
              new Column("ts", LONG, true, true),
              Column.of("ts_offset_minutes", INT),
              Column.of("method", TEXT),
              Column.of("path", TEXT),
              Column.of("query", TEXT),
              Column.of("protocol", TEXT),
              Column.of("status", INT),
              Column.of("bytes", LONG),
              Column.of("referer", TEXT),
              Column.of("user_agent", TEXT)),
          "ts",
          "host");

  @Override
  public String name() {
    return "access";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public RowParser parser(Settings settings) {
    return new BoundedParser(new AccessLineParser(), settings.access());
  }

  @Override
  public KeyFinder keys() {
    return new HostKey();
  }

  @Override
  public Optional<LineClock> clock() {
    return Optional.of(new AccessClock());
  }
}
