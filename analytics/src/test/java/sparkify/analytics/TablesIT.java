package sparkify.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.analytics.query.QueryCheck;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlFolder;
import sparkify.analytics.table.Table;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.producer.csv.CsvInput;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/** Every table of this project, compared with what DuckDB computes from the raw file. */
@Timeout(600)
class TablesIT {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Path SHARED = MODULE.resolve("../../shared/data").normalize();
  private static final List<SqlFile> ALL = SqlFolder.read(List.of(MODULE.resolve("sql")));

  private static final String TRACKS =
      """
      track_name,artist(s)_name,artist_count,released_year,released_month,released_day,in_spotify_playlists,in_spotify_charts,streams,in_apple_playlists,in_apple_charts,in_deezer_playlists,in_deezer_charts,in_shazam_charts,bpm,key,mode,danceability_%,valence_%,energy_%,acousticness_%,instrumentalness_%,liveness_%,speechiness_%
      Niño,"Ana, Bo",2,2021,5,1,"1,200",3,5000000,10,0,"2,000",1,"1,012",120,C#,Major,80,70,60,5,0,10,4
      Two,Bo,1,2021,6,2,300,0,4000000,5,2,20,0,,95,,Minor,55,40,65,50,2,15,30
      Three,Cé,1,2022,1,3,10,0,BPM110Key,0,0,0,0,0,130,A,Major,60,50,70,1,0,9,3
      Four,Ana,1,2022,1,4,900,9,4000000,8,8,8,8,8,100,C#,Minor,45,30,20,90,0,11,5
      Five,"Dee, Ana",2,,12,31,40,1,77,1,1,1,1,1,88,,Major,70,,50,25,0,8,6
      """;

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @TempDir private Path folder;

  @Test
  void thoseOfEventsAreBuiltPieceByPieceAsDuckDbComputesThem() throws Exception {
    Path file = MODULE.resolve("../data/sample.json.gz").normalize();
    requireEqual(pieces("sample", "events", lines(file)), "events", file);
  }

  @Test
  void thoseOfAccessLogsAreBuiltPieceByPieceAsDuckDbComputesThem() throws Exception {
    List<String> lines = RequestLog.lines(3);
    Path file = Files.write(folder.resolve("access.log"), lines);
    requireEqual(pieces("requests", "access", lines), "access", file);
  }

  @Test
  void hoursAreComparedWithTheEightWeeksBefore() throws Exception {
    Path file = Files.write(folder.resolve("access.log"), RequestLog.lines(10));
    List<SqlFile> hours =
        sql("access").stream().filter(sql -> sql.name().equals("log_unusual_hours")).toList();
    AnalyticsLake lake = whole("weeks", "access", new FileInput(file, 1 << 20), hours);
    requireEqual(lake, hours, file);
    assertThat(lake.read(hours.get(0).tables().get(0)).where("unusual").count()).isPositive();
  }

  @Test
  void thoseOfTracksAreAsDuckDbComputesThem() throws Exception {
    Path file = folder.resolve("tracks.csv");
    Files.writeString(file, TRACKS, StandardCharsets.ISO_8859_1);
    requireEqual(whole("tracks", "tracks", csv(file)), "tracks", file);
  }

  @Test
  void thoseOfTwoMonthsOfEventsAreAsDuckDbComputesThem() throws Exception {
    Path file = shared("eventsim-medium.json.gz");
    requireEqual(whole("medium", "events", new FileInput(file, 1 << 20)), "events", file);
  }

  @Test
  void thoseOfTheNasaLogAreAsDuckDbComputesThem() throws Exception {
    Path file = shared("nasa-access-20k.log.gz");
    requireEqual(whole("nasa", "access", new FileInput(file, 1 << 20)), "access", file);
  }

  @Test
  void thoseOfTheSpotifyListAreAsDuckDbComputesThem() throws Exception {
    Path file = shared("spotify-2023.csv");
    requireEqual(whole("spotify", "tracks", csv(file)), "tracks", file);
  }

  @Test
  void everyQueryIsAcceptedAndEveryFeedHasTables() {
    QueryCheck.check(ALL);
    assertThat(ALL).extracting(SqlFile::feed).containsAll(FeedCatalogue.names());
  }

  private static Path shared(String name) {
    Path file = SHARED.resolve(name);
    assumeTrue(Files.isReadable(file), () -> "Skipped: there is no file " + file);
    return file;
  }

  private static LineInput csv(Path file) {
    var columns = FeedCatalogue.named("tracks").csv().orElseThrow();
    return new CsvInput(new FileInput(file, 1 << 20), columns, StandardCharsets.ISO_8859_1);
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineSource source = new FileInput(file, 1 << 20).open()) {
      for (byte[] line = source.next(); line != null; line = source.next()) {
        lines.add(new String(line, StandardCharsets.UTF_8));
      }
    }
    return lines;
  }

  private static AnalyticsLake whole(String name, String feed, LineInput input) throws IOException {
    return whole(name, feed, input, sql(feed));
  }

  private static AnalyticsLake whole(String name, String feed, LineInput input, List<SqlFile> files)
      throws IOException {
    AnalyticsLake lake = new AnalyticsLake(hdfs, name);
    try (LineSource lines = input.open()) {
      var unused = lake.land(feed, lines);
    }
    assertThat(lake.analyze(files)).contains("Built ");
    return lake;
  }

  /**
   * Lands most of the lines, in no order, then the others in two pieces, and builds what is stale
   * after each. The second piece is all of one day.
   */
  private static AnalyticsLake pieces(String name, String feed, List<String> lines)
      throws IOException {
    AnalyticsLake lake = new AnalyticsLake(hdfs, name);
    List<String> shuffled = new ArrayList<>(lines.subList(0, lines.size() * 9 / 10));
    Collections.shuffle(shuffled, new Random(1));
    int late = shuffled.size() / 50;
    List<List<String>> pieces =
        List.of(
            shuffled.subList(late, shuffled.size()),
            lines.subList(lines.size() * 9 / 10, lines.size()),
            shuffled.subList(0, late));
    for (List<String> piece : pieces) {
      var unused = lake.land(feed, piece);
      assertThat(lake.analyze(sql(feed))).contains("Built ");
    }
    return lake;
  }

  private static List<SqlFile> sql(String feed) {
    return ALL.stream().filter(file -> file.feed().equals(feed)).toList();
  }

  private static void requireEqual(AnalyticsLake lake, String feed, Path file) throws Exception {
    requireEqual(lake, sql(feed), file);
  }

  private static void requireEqual(AnalyticsLake lake, List<SqlFile> files, Path file)
      throws Exception {
    List<Table> tables = files.stream().flatMap(sql -> sql.tables().stream()).toList();
    try (DuckDb duckDb = new DuckDb(files.get(0).feed(), file)) {
      for (Table table : tables) {
        Rows expected = duckDb.rows(table);
        assertThat(expected.count()).as(table.name()).isPositive();
        try {
          rows(lake, table).requireEqual(expected);
        } catch (AssertionError e) {
          throw new AssertionError(table.name() + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static Rows rows(AnalyticsLake lake, Table table) {
    Rows rows = new Rows();
    String[] columns = table.sql().columnNames().toArray(String[]::new);
    for (Row row : lake.read(table).selectExpr(columns).collectAsList()) {
      rows.add(Stream.of(columns).map(column -> value(row.getAs(column))).toList());
    }
    return rows;
  }

  /** As DuckDB's driver gives it. */
  private static Object value(@Nullable Object value) {
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    return value instanceof Timestamp time
        ? LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC)
        : Objects.requireNonNullElse(value, "null");
  }
}
