package sparkify.cli.trending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import sparkify.analytics.trending.Plays;
import sparkify.analytics.trending.Trends;
import sparkify.analytics.trending.Trends.ArtistPlays;
import sparkify.analytics.trending.Trends.SongPlays;
import sparkify.analytics.trending.Window;

/**
 * What is trending, for programs: one line of JSON. Times are as text, null as in {@link Trends};
 * what was not played in the window before has {@code "before":0}.
 */
final class TrendingJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrendingJson() {}

  static String of(Trends trends, String dataset) {
    Window window = trends.window();
    ObjectNode json =
        JSON.createObjectNode()
            .put("dataset", dataset)
            .put("commit", trends.commit())
            .put("from", text(window == null ? null : window.from()))
            .put("until", text(window == null ? null : window.until()))
            .put("newest", text(trends.newest()))
            .put("complete", trends.complete());
    put(json, trends.plays());
    ArrayNode songs = json.putArray("songs");
    for (SongPlays song : trends.songs()) {
      ObjectNode each = songs.addObject().put("song", song.song()).put("artist", song.artist());
      put(each, song.plays());
    }
    ArrayNode artists = json.putArray("artists");
    for (ArtistPlays artist : trends.artists()) {
      put(artists.addObject().put("artist", artist.artist()), artist.plays());
    }
    return write(json);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static void put(ObjectNode json, Plays plays) {
    json.put("plays", plays.now()).put("before", plays.before()).put("change", plays.change());
  }

  private static String write(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Failed to write what is trending", e);
    }
  }
}
