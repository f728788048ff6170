package sparkify.analytics.trending;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.lake.Feed;
import sparkify.lake.TestLake;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TableWriter;
import sparkify.lake.rejects.Redrive;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.StagedFiles;

/** A lake of plays, of which a tenth is rejected at first. */
final class PlayedLake {
  /** Names that sort otherwise by UTF-16 than by UTF-8, and one that is missing. */
  private static final List<Optional<String>> NAMES =
      List.of(
          Optional.of("\"Yellow\""),
          Optional.of("\"Bj\u00f6rk\""),
          Optional.of("\"\ud83c\udfb5\""),
          Optional.of("\"\uffe5\""),
          Optional.of("\"\""),
          Optional.empty());

  private final TestLake lake;
  private final Random random = new Random(7);

  PlayedLake(EmbeddedKafka kafka, EmbeddedHdfs hdfs, String dataset) {
    this.lake = new TestLake(kafka, hdfs, dataset, 2);
    RowParser today = lake.feed().parser();
    lake.parseBy(
        (value, now) ->
            value != null && new String(value, StandardCharsets.UTF_8).contains(".0")
                ? new Parsed.Rejected("wrong-type", "a point")
                : today.parse(value, now));
  }

  TestLake lake() {
    return lake;
  }

  CommitLog log() {
    return lake.log();
  }

  /** Lands events of which each is {@code span} milliseconds after {@code from} at most. */
  Manifest land(int count, long from, long span) throws Exception {
    for (int partition = 0; partition < 2; partition++) {
      List<String> events = new ArrayList<>();
      for (int i = partition; i < count; i += 2) {
        events.add(event(from + random.nextLong(span)));
      }
      lake.send(partition, events.toArray(String[]::new));
    }
    return lake.land();
  }

  /** Lands one play of a song by somebody. */
  Manifest land(long ts, String song) throws Exception {
    String event = "{\"ts\":%d,\"page\":\"NextSong\",\"song\":\"%s\",\"artist\":\"somebody\"}";
    lake.send(0, event.formatted(ts, song));
    return lake.land();
  }

  private String event(long ts) {
    StringBuilder event = new StringBuilder("{\"ts\":").append(ts);
    event.append(random.nextInt(10) == 0 ? ".0" : "");
    event.append(random.nextInt(6) == 0 ? ",\"page\":\"Home\"" : ",\"page\":\"NextSong\"");
    name().ifPresent(song -> event.append(",\"song\":").append(song));
    name().ifPresent(artist -> event.append(",\"artist\":").append(artist));
    return event.append('}').toString();
  }

  private Optional<String> name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  /** Merges all files of a day. */
  void compact(String day) throws IOException {
    List<DataFile> old =
        log().readTable().files().stream().filter(f -> f.path().contains("date=" + day)).toList();
    Optional<Manifest> unused =
        writer()
            .compact(
                old.stream().map(DataFile::path).toList(),
                staging -> {
                  List<LandedRow> rows = new ArrayList<>();
                  for (DataFile file : old) {
                    Path at = lake.files().at(file.path());
                    rows.addAll(Rows.read(at, lake.files().configuration()));
                  }
                  return write(lake.feed(), staging, rows);
                });
  }

  /** Replaces what a day has by other rows, which may be of another schema. */
  void replace(String day, Feed feed, List<LandedRow> rows) throws IOException {
    Manifest unused = writer().replace("events/date=" + day, staging -> write(feed, staging, rows));
  }

  private List<StagedFile> write(Feed feed, String staging, List<LandedRow> rows)
      throws IOException {
    try (StagedFiles files =
        new StagedFiles(
            lake.files(), feed, lake.settings().lake().parquet(), staging, "rewritten")) {
      for (LandedRow row : rows) {
        files.write(row);
      }
      files.finish();
      return files.rows();
    }
  }

  /** Moves the rejects into the table. */
  @Nullable Manifest redrive() throws IOException {
    return new Redrive(lake.settings(), lake.feed(), log(), driver("redrive"), null).run().commit();
  }

  private TableWriter writer() {
    return new TableWriter(log(), lake.settings().lake().log(), driver("writer"));
  }

  private static Driver driver(String application) {
    return new Driver(application, 1, "test", a -> false, Clock.systemUTC());
  }
}
