package sparkify.common.track;

import static sparkify.common.feed.Column.Type.INT;
import static sparkify.common.feed.Column.Type.LONG;
import static sparkify.common.feed.Column.Type.TEXT;

import java.util.List;
import java.util.Optional;
import sparkify.common.config.Settings;
import sparkify.common.feed.Column;
import sparkify.common.feed.CsvColumns;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.JsonKey;
import sparkify.common.feed.JsonRowParser;
import sparkify.common.feed.KeyFinder;
import sparkify.common.feed.RowParser;
import sparkify.common.feed.Schema;

/**
 * A music service's catalogue of tracks with their success and their sound, from a CSV file with
 * the header of the public list of 2023.
 *
 * <p>A track has no time, so the table has no days. Nothing in it is a key: two tracks may have the
 * same name and artist, so a catalogue that is sent twice lands twice.
 */
public final class Tracks implements FeedKind {
  /** Shares are in percent; playlists and charts are numbers of them, or ranks in them. */
  public static final Schema SCHEMA =
      Schema.withoutTime(
          List.of(
              new Column("track_name", TEXT, true, true),
              Column.distinct("artist_name", TEXT),
              Column.of("artist_count", INT),
              Column.of("released_year", INT),
              Column.of("released_month", INT),
              Column.of("released_day", INT),
              Column.of("in_spotify_playlists", LONG),
              Column.of("in_spotify_charts", LONG),
              Column.distinct("streams", LONG),
              Column.of("in_apple_playlists", LONG),
              Column.of("in_apple_charts", LONG),
              Column.of("in_deezer_playlists", LONG),
              Column.of("in_deezer_charts", LONG),
              Column.of("in_shazam_charts", LONG),
              Column.of("bpm", INT),
              Column.of("key", TEXT),
              Column.of("mode", TEXT),
              Column.of("danceability_percent", INT),
              Column.of("valence_percent", INT),
              Column.of("energy_percent", INT),
              Column.of("acousticness_percent", INT),
              Column.of("instrumentalness_percent", INT),
              Column.of("liveness_percent", INT),
              Column.of("speechiness_percent", INT)),
          "artist_name");

  @Override
  public String name() {
    return "tracks";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public RowParser parser(Settings settings) {
    return new JsonRowParser(SCHEMA);
  }

  @Override
  public KeyFinder keys() {
    return new JsonKey("artist_name", "artist");
  }

  @Override
  public Optional<CsvColumns> csv() {
    return Optional.of(new CsvColumns(SCHEMA, Tracks::column));
  }

  /** {@code artist(s)_name} is artist_name, {@code energy_%} energy_percent. */
  private static String column(String title) {
    return title.replace("(s)", "").replace("_%", "_percent");
  }
}
