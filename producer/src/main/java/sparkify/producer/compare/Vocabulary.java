package sparkify.producer.compare;

import java.util.Arrays;

/** The numbers of all names; both sides of a comparison use the same. */
final class Vocabulary {
  private final Names labels = new Names();
  private final Names artists = new Names();
  private final Names songs = new Names();
  private int[] artistOfSong = new int[1024];

  /** Names of pages, levels, agents, places and the like. */
  Names labels() {
    return labels;
  }

  /** The number of a song; songs of the same title by two artists are two songs. */
  int song(String artist, String title) {
    int song = songs.number(artist + '\0' + title);
    if (song >= artistOfSong.length) {
      artistOfSong = Arrays.copyOf(artistOfSong, 2 * song);
    }
    artistOfSong[song] = artists.number(artist);
    return song;
  }

  int artistOf(int song) {
    return artistOfSong[song];
  }
}
