package sparkify.producer.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Made-up artists and songs in genres; a few artists of each genre are played most. */
final class Catalogue {
  static final int GENRES = 12;
  private static final int ARTISTS_PER_GENRE = 150;
  private static final int MAX_SONGS = 24;
  private static final String[] ONSETS = {
    "b", "br", "c", "d", "dr", "f", "g", "gl", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st",
    "t", "tr", "v", "w", "z"
  };
  private static final String[] VOWELS = {
    "a", "e", "i", "o", "u", "ai", "ea", "ou", "é", "ö", "a", "e", "i", "o"
  };
  private static final String[] CODAS = {"", "", "", "n", "l", "r", "s", "t", "m", "nd", "x"};

  private final double[] artistWeights = Dice.zipf(ARTISTS_PER_GENRE);
  private final List<Song[]> artists = new ArrayList<>();

  /**
   * A song, encoded as the end of an event.
   *
   * @param seconds its length
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Song(byte[] json, int seconds) {}

  Catalogue(long seed) {
    Dice dice = Dice.of(seed, -1);
    for (int i = 0; i < GENRES * ARTISTS_PER_GENRE; i++) {
      artists.add(songs(dice, title(dice, 2)));
    }
  }

  /** A random song of this genre; its best-known artists are the likeliest. */
  Song pick(int genre, Dice dice) {
    Song[] songs = artists.get(genre * ARTISTS_PER_GENRE + dice.index(artistWeights));
    // The smaller of two uniform draws: an artist's first songs are played more.
    return songs[Math.min(dice.below(songs.length), dice.below(songs.length))];
  }

  private static Song[] songs(Dice dice, String artist) {
    Song[] songs = new Song[1 + dice.below(MAX_SONGS)];
    for (int i = 0; i < songs.length; i++) {
      double seconds = Math.max(30, dice.spread(235, 0.3));
      String json =
          String.format(
              Locale.ROOT,
              ",\"artist\":\"%s\",\"song\":\"%s\",\"length\":%.5f",
              artist,
              title(dice, 4),
              seconds);
      songs[i] = new Song(Json.bytes(json), (int) seconds);
    }
    return songs;
  }

  private static String title(Dice dice, int maxWords) {
    StringBuilder title = new StringBuilder();
    for (int words = 1 + dice.below(maxWords); words > 0; words--) {
      String word = word(dice);
      title.append(title.isEmpty() ? "" : " ").append(Character.toUpperCase(word.charAt(0)));
      title.append(word, 1, word.length());
    }
    return title.toString();
  }

  private static String word(Dice dice) {
    StringBuilder word = new StringBuilder();
    for (int syllables = 1 + dice.below(3); syllables > 0; syllables--) {
      word.append(dice.oneOf(ONSETS)).append(dice.oneOf(VOWELS)).append(dice.oneOf(CODAS));
    }
    return word.toString();
  }
}
