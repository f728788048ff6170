package sparkify.analytics.trending;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sparkify.analytics.trending.Trends.ArtistPlays;
import sparkify.analytics.trending.Trends.SongPlays;
import sparkify.lake.table.LandedRow;

/** What is trending, counted row by row. */
final class ExpectedTrends {
  private static final Comparator<String> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private final List<LandedRow> rows;

  ExpectedTrends(List<LandedRow> rows) {
    this.rows = rows;
  }

  Trends in(Window window, long commit) {
    long plays = plays(window).count();
    return new Trends(
        commit,
        window,
        rows.stream().map(ExpectedTrends::time).max(Comparator.naturalOrder()).orElse(null),
        new Plays(plays, plays(window.before()).count()),
        counted(window, List.of("song", "artist")).stream()
            .map(e -> new SongPlays(e.getKey().get(0), e.getKey().get(1), e.getValue()))
            .toList(),
        counted(window, List.of("artist")).stream()
            .map(e -> new ArtistPlays(e.getKey().get(0), e.getValue()))
            .toList());
  }

  private List<Map.Entry<List<String>, Plays>> counted(Window window, List<String> columns) {
    Map<List<String>, Plays> plays = new HashMap<>();
    keys(window, columns).forEach(key -> plays.merge(key, new Plays(1, 0), Plays::plus));
    keys(window.before(), columns).forEach(key -> plays.merge(key, new Plays(0, 1), Plays::plus));
    Comparator<Map.Entry<List<String>, Plays>> order =
        Comparator.comparing(e -> -e.getValue().now());
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      order = order.thenComparing(e -> e.getKey().get(column), BY_BYTES);
    }
    return plays.entrySet().stream().filter(e -> e.getValue().now() > 0).sorted(order).toList();
  }

  /** The values of {@code columns} in the plays that have them all. */
  private Stream<List<String>> keys(Window window, List<String> columns) {
    return plays(window)
        .filter(row -> columns.stream().allMatch(column -> Rows.value(row, column) != null))
        .map(row -> columns.stream().map(column -> "" + Rows.value(row, column)).toList());
  }

  private Stream<LandedRow> plays(Window window) {
    return rows.stream()
        .filter(row -> "NextSong".equals(Rows.value(row, "page")))
        .filter(row -> !time(row).isBefore(window.from()) && time(row).isBefore(window.until()));
  }

  private static Instant time(LandedRow row) {
    return Instant.ofEpochMilli(row.row().time());
  }
}
