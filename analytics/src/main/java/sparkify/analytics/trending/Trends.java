package sparkify.analytics.trending;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is trending, as of one commit.
 *
 * @param window null when no event has landed
 * @param newest the time of the newest event that has landed, or null
 * @param plays of all songs, those without a name included
 * @param songs those with a name and an artist, the most played first
 * @param artists the most played first
 */
public record Trends(
    long commit,
    @Nullable Window window,
    @Nullable Instant newest,
    Plays plays,
    List<SongPlays> songs,
    List<ArtistPlays> artists) {

  /** The plays of one song. */
  public record SongPlays(String song, String artist, Plays plays) {}

  /** The plays of one artist. */
  public record ArtistPlays(String artist, Plays plays) {}

  public Trends {
    songs = List.copyOf(songs);
    artists = List.copyOf(artists);
  }

  /** The share of the window up to the newest event, from 0 to 1; 1 once one is after it. */
  public double complete() {
    return window == null || newest == null ? 0 : window.share(newest);
  }
}
