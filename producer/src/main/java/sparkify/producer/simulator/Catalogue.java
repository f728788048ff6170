package sparkify.producer.simulator;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import sparkify.producer.simulator.life.Alias;
import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Dice.Stream;

/**
 * Made-up artists and songs. The plays of artists are log-normal and those of an artist's songs
 * fall with their rank by a power law: fitted so that a month of plays has as many different
 * artists and songs, and as many repeated ones, as the real data.
 */
final class Catalogue {
  private static final int ARTISTS = 17_655;
  private static final double SPREAD = 1.75;
  private static final double SONGS_AT_MEDIAN = 5;
  private static final int MOST_SONGS = 80;
  private static final double SONG_POWER = 1.5;
  private static final double MEDIAN_SECONDS = 236;
  private static final String[] ONSETS = {
    "b", "br", "c", "d", "dr", "f", "g", "gl", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st",
    "t", "tr", "v", "w", "z"
  };
  private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ai", "ea", "ou"};
  private static final String[] ACCENTED = {"é", "ö", "á", "ñu"};
  private static final double ACCENTS = 0.01;
  private static final String[] CODAS = {"", "", "", "n", "l", "r", "s", "t", "m", "nd", "x"};

  private final Alias artists;
  private final double[] ranks = new double[MOST_SONGS];
  private final int[] firstSong = new int[ARTISTS + 1];
  private final int[] offsets;
  private final short[] seconds;
  private byte[] texts = new byte[1 << 20];

  /**
   * @param spelling how names are written
   */
  Catalogue(long seed, UnaryOperator<String> spelling) {
    Dice dice = Dice.of(seed, Stream.CATALOGUE, 0);
    double[] plays = new double[ARTISTS];
    for (int artist = 0; artist < ARTISTS; artist++) {
      plays[artist] = dice.spread(1, SPREAD);
      int songs = (int) StrictMath.rint(SONGS_AT_MEDIAN * StrictMath.sqrt(plays[artist]));
      firstSong[artist + 1] = firstSong[artist] + Math.max(1, Math.min(MOST_SONGS, songs));
    }
    artists = new Alias(plays);
    for (int rank = 0; rank < MOST_SONGS; rank++) {
      ranks[rank] = (rank == 0 ? 0 : ranks[rank - 1]) + StrictMath.pow(rank + 1, -SONG_POWER);
    }
    offsets = new int[firstSong[ARTISTS] + 1];
    seconds = new short[firstSong[ARTISTS]];
    name(dice, spelling);
  }

  /** A song, by number: the most played artists and songs are the likeliest. */
  int pick(Dice dice) {
    int artist = artists.at(dice.between(0, 1));
    int first = firstSong[artist];
    return first + dice.index(ranks, firstSong[artist + 1] - first);
  }

  /** How long the song is. */
  int seconds(int song) {
    return seconds[song];
  }

  /** Appends artist, song and length, the end of an event. */
  void write(int song, Json line) {
    line.raw(texts, offsets[song], offsets[song + 1]);
  }

  private void name(Dice dice, UnaryOperator<String> spelling) {
    for (int artist = 0; artist < ARTISTS; artist++) {
      String name = ",\"artist\":\"" + spelling.apply(title(dice, 2)) + "\",\"song\":\"";
      for (int song = firstSong[artist]; song < firstSong[artist + 1]; song++) {
        int hundredThousandths = length(dice);
        seconds[song] = (short) (hundredThousandths / 100_000);
        append(
            song,
            Json.bytes(
                name
                    + spelling.apply(title(dice, 4))
                    + "\",\"length\":"
                    + decimal(hundredThousandths)));
      }
    }
  }

  private static int length(Dice dice) {
    double spread = dice.chance(0.25) ? 0.55 : 0.2;
    double length = Math.max(20, Math.min(2_000, dice.spread(MEDIAN_SECONDS, spread)));
    return (int) (100_000 * length);
  }

  private static String decimal(int hundredThousandths) {
    String digits = String.valueOf(100_000 + hundredThousandths % 100_000);
    return hundredThousandths / 100_000 + "." + digits.substring(1);
  }

  private void append(int song, byte[] text) {
    offsets[song + 1] = offsets[song] + text.length;
    if (offsets[song + 1] > texts.length) {
      texts = Arrays.copyOf(texts, 2 * texts.length);
    }
    System.arraycopy(text, 0, texts, offsets[song], text.length);
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
      String vowel = dice.oneOf(dice.chance(ACCENTS) ? ACCENTED : VOWELS);
      word.append(dice.oneOf(ONSETS)).append(vowel).append(dice.oneOf(CODAS));
    }
    return word.toString();
  }
}
