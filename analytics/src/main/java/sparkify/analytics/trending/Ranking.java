package sparkify.analytics.trending;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sparkify.analytics.trending.Trends.ArtistPlays;
import sparkify.analytics.trending.Trends.SongPlays;

/**
 * Ranks songs and artists by their plays. As in the tables of top songs and artists, plays without
 * a song or an artist are left out, but count in the total.
 */
final class Ranking {
  private final SongNumbers numbers;
  private final long[] now;
  private final long[] before;

  /**
   * Ranks what was played.
   *
   * @param now plays in the window, by the song's number
   * @param before plays in the window before, likewise
   */
  Ranking(SongNumbers numbers, long[] now, long[] before) {
    this.numbers = numbers;
    this.now = now;
    this.before = before;
  }

  Plays total() {
    Plays total = new Plays(0, 0);
    for (int i = 0; i < now.length; i++) {
      total = total.plus(plays(i));
    }
    return total;
  }

  List<SongPlays> songs(int count) {
    Top<Song> top = new Top<>(count);
    for (int i = 0; i < now.length; i++) {
      Song song = numbers.song(i);
      if (!song.name().isNull() && !song.artist().isNull()) {
        top.offer(song, plays(i));
      }
    }
    return top.entries().stream()
        .map(e -> new SongPlays(e.of().name().string(), e.of().artist().string(), e.plays()))
        .toList();
  }

  List<ArtistPlays> artists(int count) {
    Map<Text, Plays> artists = new HashMap<>();
    for (int i = 0; i < now.length; i++) {
      artists.merge(numbers.song(i).artist(), plays(i), Plays::plus);
    }
    artists.remove(Text.NULL);
    Top<Text> top = new Top<>(count);
    artists.forEach(top::offer);
    return top.entries().stream().map(e -> new ArtistPlays(e.of().string(), e.plays())).toList();
  }

  private Plays plays(int song) {
    return new Plays(now[song], before[song]);
  }
}
