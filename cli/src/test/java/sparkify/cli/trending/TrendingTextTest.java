package sparkify.cli.trending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sparkify.analytics.trending.Plays;
import sparkify.analytics.trending.Trends;
import sparkify.analytics.trending.Trends.ArtistPlays;
import sparkify.analytics.trending.Trends.SongPlays;
import sparkify.analytics.trending.Window;

final class TrendingTextTest {
  private static final Window WINDOW =
      new Window(Instant.parse("2018-11-30T12:00:00Z"), Instant.parse("2018-11-30T12:10:00Z"));

  private static final Trends TRENDS =
      new Trends(
          42,
          WINDOW,
          Instant.parse("2018-11-30T12:07:18.123Z"),
          new Plays(1_234, 1_240),
          List.of(
              new SongPlays("Yellow", "Coldplay", new Plays(1_012, 1_000)),
              new SongPlays("J\u00f3ga", "Bj\u00f6rk", new Plays(7, 0)),
              new SongPlays("Torn", "Ednaswap", new Plays(7, 7))),
          List.of(new ArtistPlays("\u001b[2J", new Plays(1_020, 2_020))));

  @Test
  void showsWindowSongsAndArtists() {
    assertThat(TrendingText.of(TRENDS, "music"))
        .isEqualTo(
            """
            dataset      music, commit 42
            window       2018-11-30T12:00:00Z to 2018-11-30T12:10:00Z, 73% complete
            newest       event of 2018-11-30T12:07:18.123Z
            plays        1,234 (-6)
              rank        plays     change  song
                 1        1,012        +12  Yellow by Coldplay
                 2            7        new  J\u00f3ga by Bj\u00f6rk
                 3            7          0  Torn by Ednaswap
              rank        plays     change  artist
                 1        1,020     -1,000  \u00b7[2J
            """);
  }

  @Test
  void showsTheSongsAlone() {
    assertThat(TrendingText.songs(TRENDS)).hasLineCount(4).startsWith("  rank ");
  }

  @Test
  void saysThatNothingWasPlayed() {
    assertThat(TrendingText.of(none(WINDOW, Instant.parse("2018-11-30T12:20:00Z")), "music"))
        .isEqualTo(
            """
            dataset      music, commit 7
            window       2018-11-30T12:00:00Z to 2018-11-30T12:10:00Z, 100% complete
            newest       event of 2018-11-30T12:20:00Z
            plays        none in this window
            """);
  }

  @Test
  void saysThatNothingHasLanded() {
    assertThat(TrendingText.of(none(null, null), "music"))
        .isEqualTo(
            """
            dataset      music, commit 7
            newest       no event has landed
            """);
  }

  @Test
  void isNotCompleteBeforeAnEventAfterTheWindowHasLanded() {
    Trends almost = none(WINDOW, WINDOW.until().minusMillis(1));
    assertThat(TrendingText.of(almost, "music")).contains(" 99% complete");
  }

  @Test
  void printsTheSameAsJson() throws Exception {
    assertThat(new ObjectMapper().readTree(TrendingJson.of(TRENDS, "music")))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"dataset": "music", "commit": 42,
                     "from": "2018-11-30T12:00:00Z", "until": "2018-11-30T12:10:00Z",
                     "newest": "2018-11-30T12:07:18.123Z", "complete": 0.730205,
                     "plays": 1234, "before": 1240, "change": -6,
                     "songs": [
                       {"song": "Yellow", "artist": "Coldplay",
                        "plays": 1012, "before": 1000, "change": 12},
                       {"song": "J\u00f3ga", "artist": "Bj\u00f6rk",
                        "plays": 7, "before": 0, "change": 7},
                       {"song": "Torn", "artist": "Ednaswap",
                        "plays": 7, "before": 7, "change": 0}],
                     "artists": [
                       {"artist": "\\u001b[2J", "plays": 1020, "before": 2020, "change": -1000}]}
                    """));
    assertThat(TrendingJson.of(none(null, null), "music"))
        .isEqualTo(
            "{\"dataset\":\"music\",\"commit\":7,\"from\":null,\"until\":null,\"newest\":null,"
                + "\"complete\":0.0,\"plays\":0,\"before\":0,\"change\":0,\"songs\":[],\"artists\":[]}");
  }

  private static Trends none(@Nullable Window window, @Nullable Instant newest) {
    return new Trends(7, window, newest, new Plays(0, 0), List.of(), List.of());
  }
}
