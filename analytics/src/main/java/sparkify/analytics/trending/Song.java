package sparkify.analytics.trending;

import java.util.Comparator;

/** A song, known by its name and artist. In order of these. */
record Song(Text name, Text artist) implements Comparable<Song> {
  private static final Comparator<Song> ORDER =
      Comparator.comparing(Song::name).thenComparing(Song::artist);

  @Override
  public int compareTo(Song other) {
    return ORDER.compare(this, other);
  }
}
