package sparkify.analytics.trending;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers songs from 0 on, so that the counts of many files take little memory. Thread-safe, except
 * for reading songs back while others are added.
 */
final class SongNumbers {
  private final Map<Song, Integer> numbers = new ConcurrentHashMap<>();
  private final List<Song> songs = new ArrayList<>();

  int of(Song song) {
    Integer known = numbers.get(song);
    return known == null ? add(song) : known;
  }

  private synchronized int add(Song song) {
    Integer known = numbers.putIfAbsent(song, songs.size());
    if (known != null) {
      return known;
    }
    songs.add(song);
    return songs.size() - 1;
  }

  Song song(int number) {
    return songs.get(number);
  }

  int size() {
    return songs.size();
  }
}
