package sparkify.analytics.trending;

import java.util.Arrays;

/** How often each song was played, by the songs' numbers. */
final class SongCounts {
  private final int[] songs;
  private final int[] plays;

  private SongCounts(int[] songs, int[] plays) {
    this.songs = songs;
    this.plays = plays;
  }

  /** Collects plays one by one. */
  static final class Builder {
    private int[] each = new int[16];
    private int size;

    /** Adds a play of a song. */
    void add(int song) {
      if (size == each.length) {
        each = Arrays.copyOf(each, 2 * size);
      }
      each[size++] = song;
    }

    SongCounts build() {
      return of(Arrays.copyOf(each, size));
    }
  }

  private static SongCounts of(int[] each) {
    Arrays.sort(each);
    int[] plays = new int[each.length];
    int last = -1;
    for (int i = 0; i < each.length; i++) {
      if (i == 0 || each[i] != each[last]) {
        each[++last] = each[i];
      }
      plays[last]++;
    }
    return new SongCounts(Arrays.copyOf(each, last + 1), Arrays.copyOf(plays, last + 1));
  }

  /** Adds the plays of each song to the sum at its number. */
  void addTo(long[] sums) {
    for (int i = 0; i < songs.length; i++) {
      sums[songs[i]] += plays[i];
    }
  }
}
