package sparkify.cli.trending;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import sparkify.analytics.trending.Plays;
import sparkify.analytics.trending.Trends;
import sparkify.analytics.trending.Trends.ArtistPlays;
import sparkify.analytics.trending.Trends.SongPlays;
import sparkify.analytics.trending.Window;

/** What is trending, for people. */
public final class TrendingText {
  private final StringBuilder text = new StringBuilder();

  private TrendingText() {}

  /** A line for each fact, then a table of the songs and one of the artists. */
  static String of(Trends trends, String dataset) {
    TrendingText screen = new TrendingText();
    screen.line("dataset", "%s, commit %d", dataset, trends.commit());
    screen.printWindow(trends);
    if (trends.plays().now() > 0) {
      screen.line("plays", "%,d (%s)", trends.plays().now(), change(trends.plays()));
      screen.printSongs(trends.songs());
      screen.printArtists(trends.artists());
    }
    return screen.text.toString();
  }

  /** The songs alone. */
  public static String songs(Trends trends) {
    TrendingText screen = new TrendingText();
    screen.printSongs(trends.songs());
    return screen.text.toString();
  }

  private void printWindow(Trends trends) {
    Window window = trends.window();
    Instant newest = trends.newest();
    if (window != null) {
      int percent = (int) (100 * trends.complete());
      line("window", "%s to %s, %d%% complete", window.from(), window.until(), percent);
    }
    line("newest", "%s", newest == null ? "no event has landed" : "event of " + newest);
    if (window != null && trends.plays().now() == 0) {
      line("plays", "none in this window");
    }
  }

  private void printSongs(List<SongPlays> songs) {
    row("rank", "plays", "change", "song");
    for (int i = 0; i < songs.size(); i++) {
      SongPlays song = songs.get(i);
      row(i, song.plays(), shown(song.song()) + " by " + shown(song.artist()));
    }
  }

  private void printArtists(List<ArtistPlays> artists) {
    row("rank", "plays", "change", "artist");
    for (int i = 0; i < artists.size(); i++) {
      row(i, artists.get(i).plays(), shown(artists.get(i).artist()));
    }
  }

  private void row(int index, Plays plays, String name) {
    row("" + (index + 1), String.format(Locale.ROOT, "%,d", plays.now()), change(plays), name);
  }

  private static String change(Plays plays) {
    if (plays.before() == 0) {
      return "new";
    }
    return plays.change() == 0 ? "0" : String.format(Locale.ROOT, "%+,d", plays.change());
  }

  /** Names may hold anything, such as what a terminal takes for a command. */
  private static String shown(String name) {
    return name.replaceAll("\\p{Cntrl}", "\u00b7");
  }

  private void row(String rank, String plays, String change, String name) {
    text.append("  %4s  %11s  %9s  %s%n".formatted(rank, plays, change, name));
  }

  private void line(String name, String format, Object... values) {
    text.append("%-12s %s%n".formatted(name, String.format(Locale.ROOT, format, values)));
  }
}
