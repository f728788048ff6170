package sparkify.analytics.trending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.analytics.trending.Trends.ArtistPlays;
import sparkify.analytics.trending.Trends.SongPlays;
import sparkify.common.OperatorError;
import sparkify.common.event.Events;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.Schema;
import sparkify.common.feed.Utf8Text;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.lake.Feed;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TablePaths;
import sparkify.lake.table.LandedRow;

@Timeout(300)
final class TrendingIT {
  private static final Instant FIRST = Instant.parse("2018-10-01T00:00:00Z");
  private static final WindowLength HOUR = WindowLength.parse("1h");
  private static final int ALL = 1_000;

  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private String dataset = "";
  private PlayedLake lake;

  @BeforeEach
  void createDataset(TestInfo test) {
    dataset = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    lake = new PlayedLake(kafka, hdfs, dataset);
  }

  @Test
  void countsEveryWindowAsItsRowsDoWhileOthersWrite() throws Exception {
    lake.land(20, FIRST.toEpochMilli(), Duration.ofDays(1).toMillis());
    List<Trending> following = new ArrayList<>();
    for (String length : List.of("30m", "1d", "2d")) {
      following.add(new Trending(lake.log(), WindowLength.parse(length), null, ALL));
    }
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> writing = thread.submit(this::write);
      int rounds = 0;
      while (!writing.isDone()) {
        for (Trending trending : following) {
          requireExpected(trending.look());
        }
        requireEveryWindow(WindowLength.parse("6h"));
        rounds++;
      }
      writing.get();
      assertThat(rounds).isGreaterThan(2);
    } finally {
      thread.shutdownNow();
    }
    for (Trending trending : following) {
      requireExpected(trending.look());
    }
    for (String length : List.of("30m", "1h", "1d", "2d", "7d")) {
      requireEveryWindow(WindowLength.parse(length));
    }
  }

  private @Nullable Void write() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      int hours = i / 2 + random.nextInt(10);
      lake.land(40, FIRST.plus(Duration.ofHours(hours)).toEpochMilli(), 3 * 3_600_000);
      if (i % 5 == 3) {
        lake.compact("2018-10-01");
      }
      if (i % 7 == 5) {
        assertThat(lake.redrive()).isNotNull();
      }
    }
    return null;
  }

  private void requireEveryWindow(WindowLength length) throws Exception {
    Instant end = FIRST.plus(Duration.ofDays(3));
    for (Instant at = FIRST.minus(length.step()); at.isBefore(end); at = at.plus(length.step())) {
      Trends trends = new Trending(lake.log(), length, at, ALL).look();
      assertThat(trends.window()).isEqualTo(length.holding(at));
      requireExpected(trends);
    }
  }

  private void requireExpected(Trends trends) throws Exception {
    Window window = trends.window();
    assertThat(window).isNotNull();
    if (window != null) {
      assertThat(trends).isEqualTo(rows(trends.commit()).in(window, trends.commit()));
    }
  }

  private long rowsOf = -1;
  private ExpectedTrends rows = new ExpectedTrends(List.of());

  /** The rows after a commit, whose files may move while they are read. */
  private ExpectedTrends rows(long commit) throws IOException {
    while (rowsOf != commit) {
      try {
        rows = new ExpectedTrends(Rows.at(lake.log(), commit));
        rowsOf = commit;
      } catch (FileNotFoundException e) {
        rowsOf = -1;
      }
    }
    return rows;
  }

  @Test
  void aFollowingLookReadsOnlyWhatIsNew() throws Exception {
    long begin = FIRST.toEpochMilli();
    lake.land(begin - 1, "of the hour before");
    lake.land(begin + 1_000, "a");
    Trending trending = new Trending(lake.log(), HOUR, null, 5);
    assertThat(trending.lookAgain()).isPresent();
    assertThat(trending.filesRead()).isEqualTo(2);
    assertThat(trending.lookAgain()).isEmpty();
    lake.land(begin + 2_000, "a");
    assertThat(trending.lookAgain().orElseThrow().plays()).isEqualTo(new Plays(2, 1));
    assertThat(trending.filesRead()).isEqualTo(3);
    lake.land(begin + 3_600_000, "b");
    assertThat(trending.lookAgain().orElseThrow().plays()).isEqualTo(new Plays(1, 2));
    assertThat(trending.filesRead()).isEqualTo(4);
    lake.compact("2018-10-01");
    assertThat(trending.lookAgain().orElseThrow().plays()).isEqualTo(new Plays(1, 2));
    assertThat(trending.filesRead()).isEqualTo(5);
  }

  @Test
  void countsAgainWhatComesBackWhenTheNewestEventsAreRemoved() throws Exception {
    long begin = FIRST.toEpochMilli();
    LandedRow first = row(FIRST.minusSeconds(5_400), "NextSong", "a", 0);
    LandedRow second = row(FIRST.minusSeconds(1_800), "NextSong", "a", 1);
    lake.replace("2018-09-30", lake.lake().feed(), List.of(first, second));
    lake.land(begin, "b");
    Trending trending = new Trending(lake.log(), HOUR, null, 5);
    assertThat(trending.look().plays()).isEqualTo(new Plays(1, 1));
    lake.replace("2018-10-01", lake.lake().feed(), List.of());
    assertThat(trending.look().plays()).isEqualTo(new Plays(1, 1));
    assertThat(trending.filesRead()).isEqualTo(3);
    lake.land(begin, "b");
    assertThat(trending.look().plays()).isEqualTo(new Plays(1, 1));
    assertThat(trending.filesRead()).isEqualTo(4);
  }

  @Test
  void readsOnlyFilesThatMeetTheWindowOrTheOneBefore() throws Exception {
    for (int hour = 0; hour < 6; hour++) {
      lake.land(FIRST.plus(Duration.ofHours(hour)).toEpochMilli(), "a");
    }
    Trending trending = new Trending(lake.log(), HOUR, FIRST.plus(Duration.ofMinutes(200)), 5);
    Trends trends = trending.look();
    assertThat(trends.plays()).isEqualTo(new Plays(1, 1));
    assertThat(trends.newest()).isEqualTo(FIRST.plus(Duration.ofHours(5)));
    assertThat(trends.complete()).isEqualTo(1);
    assertThat(trending.filesRead()).isEqualTo(2);
  }

  @Test
  void comparesWithTheWindowBefore() throws Exception {
    long begin = FIRST.toEpochMilli();
    lake.land(begin - 1, "falls");
    lake.land(begin - 2, "falls");
    lake.land(begin, "falls");
    lake.land(begin, "new");
    lake.land(begin + 1_800_000, "new");
    Trends trends = new Trending(lake.log(), HOUR, null, 1).look();
    assertThat(trends.songs()).containsExactly(new SongPlays("new", "somebody", new Plays(2, 0)));
    assertThat(trends.artists()).containsExactly(new ArtistPlays("somebody", new Plays(3, 2)));
    assertThat(trends.complete()).isEqualTo(0.5);
  }

  @Test
  void knowsATableWithoutEvents() throws Exception {
    lake.lake().open();
    Trends trends = new Trending(lake.log(), HOUR, null, 5).look();
    assertThat(trends.window()).isNull();
    assertThat(trends.newest()).isNull();
    assertThat(trends.complete()).isZero();
    assertThat(new Trending(lake.log(), HOUR, FIRST, 5).look().plays()).isEqualTo(new Plays(0, 0));
  }

  @Test
  void readsAFileThatMovesBeforeItIsOpened() throws Exception {
    Manifest landed = lake.land(FIRST.toEpochMilli(), "a");
    AtomicBoolean moved = new AtomicBoolean();
    CommitLog log =
        through(
            (operation, path) -> {
              if (operation.equals("open") && isData(path) && moved.compareAndSet(false, true)) {
                lake.lake().replace(landed.files().get(0), landed.seq() + 1);
              }
            });
    assertThat(new Trending(log, HOUR, null, 5).look().plays()).isEqualTo(new Plays(1, 0));
    assertThat(moved).isTrue();
  }

  @Test
  void readsWhatIsCommittedButNotPublished() throws Exception {
    lake.lake().unpublish(lake.land(FIRST.toEpochMilli(), "a"));
    assertThat(new Trending(lake.log(), HOUR, null, 5).look().plays()).isEqualTo(new Plays(1, 0));
  }

  @Test
  void looksAtTheLogAgainWhenAFileIsNowhere() throws Exception {
    Path file =
        lake.log().paths().files().at(lake.land(1_538_352_000_000L, "a").files().get(0).path());
    Path away = new Path(lake.lake().files().root(), "away");
    lake.lake().files().rename(file, away);
    List<String> looks = Collections.synchronizedList(new ArrayList<>());
    CommitLog log =
        through(
            (operation, path) -> {
              if (path.getName().equals("_checkpoints")) {
                looks.add(operation);
                if (looks.size() > 2 && lake.lake().files().exists(away)) {
                  lake.lake().files().rename(away, file);
                }
              }
            });
    assertThat(new Trending(log, HOUR, null, 5).look().plays()).isEqualTo(new Plays(1, 0));
  }

  @Test
  void namesAMissingFile() throws Exception {
    Manifest landed = lake.land(FIRST.toEpochMilli(), "a");
    lake.lake().files().delete(lake.lake().files().at(landed.files().get(0).path()));
    assertThatThrownBy(() -> new Trending(lake.log(), HOUR, null, 5).look())
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(landed.files().get(0).path())
        .hasMessageContaining("./deploy.sh audit --deep");
  }

  @Test
  void namesADamagedFile() throws Exception {
    Manifest landed = lake.land(FIRST.toEpochMilli(), "a");
    lake.lake().rewrite(landed.files().get(0), bytes -> new byte[bytes.length]);
    assertThatThrownBy(() -> new Trending(lake.log(), HOUR, null, 5).look())
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(landed.files().get(0).path())
        .hasMessageContaining("is not a Parquet file");
  }

  @Test
  void findsTheRowsOfAWindowAmongManyPages() throws Exception {
    List<LandedRow> rows = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      String song = i % 7 == 0 ? null : "song " + i % 100;
      rows.add(row(FIRST.plusMillis(i * 1_000L), i % 3 == 0 ? "Home" : "NextSong", song, i));
    }
    lake.replace("2018-10-01", lake.lake().feed(), rows);
    requireEveryWindow(WindowLength.parse("2h"));
    Collections.shuffle(rows, new Random(1));
    lake.replace("2018-10-01", lake.lake().feed(), rows);
    requireEveryWindow(WindowLength.parse("2h"));
  }

  @Test
  void aColumnThatAnOldFileLacksIsNull() throws Exception {
    Schema narrow = new Schema(Events.SCHEMA.columns().subList(0, 4), "ts", "userId");
    Feed old = lake.lake().feed();
    old = new Feed(old.name(), old.topic(), old.table(), narrow, old.parser());
    lake.replace("2018-10-01", old, List.of(row(FIRST, "NextSong", "lost", 0)));
    Trends trends = new Trending(lake.log(), HOUR, null, 5).look();
    assertThat(trends.plays()).isEqualTo(new Plays(1, 0));
    assertThat(trends.songs()).isEmpty();
    assertThat(trends.artists()).isEmpty();
  }

  private static LandedRow row(Instant time, String page, @Nullable String song, long offset) {
    Object[] values = new Object[Events.SCHEMA.columns().size()];
    values[0] = time.toEpochMilli();
    values[3] = Utf8Text.of(page);
    values[15] = offset % 5 == 0 ? null : Utf8Text.of("somebody");
    values[16] = song == null ? null : Utf8Text.of(song);
    return new LandedRow(new Parsed.Row(values, time.toEpochMilli(), null), 0, offset, 0);
  }

  private static boolean isData(Path path) {
    return path.getName().endsWith(".parquet");
  }

  private CommitLog through(FileSystemHook hook) throws IOException {
    return new CommitLog(
        new TablePaths(FileSystemHook.lake(hdfs, "/lakes/" + dataset, hook), "events"));
  }
}
