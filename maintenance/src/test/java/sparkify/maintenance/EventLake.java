package sparkify.maintenance;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.feed.JsonRowParser;
import sparkify.common.feed.Schema;
import sparkify.lake.Feed;
import sparkify.lake.LineLanding;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TablePaths;
import sparkify.lake.report.ReportFile;
import sparkify.spark.TestSpark;

/** A lake for one test, landed without Kafka, and compactions of it. */
final class EventLake {
  private static final FileSystemHook NOTHING = (operation, path) -> {};

  private final EmbeddedHdfs hdfs;
  private final String name;
  private final LakeFileSystem files;
  private final Map<String, String> overrides = new HashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private Clock clock = Clock.systemUTC();

  EventLake(EmbeddedHdfs hdfs, String name) {
    this.hdfs = hdfs;
    this.name = name;
    this.files = open(NOTHING);
  }

  private LakeFileSystem open(FileSystemHook hook) {
    try {
      Configuration configuration = hdfs.configuration();
      if (hook != NOTHING) {
        FileSystemHook.settings(hook).forEach(configuration::set);
      }
      return LakeFileSystem.open(settings(), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the lake " + name, e);
    }
  }

  /** Overrides a setting in the compactions after this. */
  EventLake with(String key, String value) {
    overrides.put(key, value);
    return this;
  }

  /** Sets the clock of the compactions after this. */
  void setClock(Clock now) {
    clock = now;
  }

  LakeFileSystem files() {
    return files;
  }

  CommitLog log() {
    return new CommitLog(new TablePaths(files, "events"));
  }

  /** An event with many fields, with few, or with one that the schema does not know. */
  static String event(String date, int number) {
    long ts = LocalDate.parse(date).toEpochDay() * 86_400_000 + number * 2_000L;
    return switch (number % 3) {
      case 0 ->
          "{\"ts\":%d,\"userId\":\"%d\",\"page\":\"NextSong\",\"length\":%d.25,\"status\":200}"
              .formatted(ts, number % 5, number);
      case 1 -> "{\"ts\":%d,\"userId\":\"x\",\"page\":\"Home\"}".formatted(ts);
      default -> "{\"ts\":%d,\"song\":\"Füße %d\",\"mood\":[1,null]}".formatted(ts, number);
    };
  }

  /** Lands {@code count} events of each date in {@code batches} commits. */
  void land(int batches, int count, String... dates) throws IOException {
    for (int batch = 0; batch < batches; batch++) {
      List<String> events = new ArrayList<>();
      for (String date : dates) {
        for (int i = 0; i < count; i++) {
          events.add(event(date, i * batches + batch));
        }
      }
      land(events, feed().schema());
    }
  }

  /** Lands events like a version that knew these columns. */
  Manifest land(List<String> events, Schema schema) throws IOException {
    return landing(schema).land(events);
  }

  /** Opens the table like a stream that starts now. */
  CommitSession open() throws IOException {
    return landing(feed().schema()).open();
  }

  private LineLanding landing(Schema schema) {
    Feed feed = new Feed("events", "topic", "events", schema, new JsonRowParser(schema));
    return new LineLanding(files, feed, settings().lake().parquet(), a -> !ended.contains(a));
  }

  /** Compacts everything and returns the report. */
  String compact() throws IOException {
    return compact(new CompactRequest(null));
  }

  String compact(CompactRequest request) throws IOException {
    return compact("compaction", request, NOTHING);
  }

  /** Compacts everything as {@code application}, whose every file operation passes {@code hook}. */
  String compact(String application, FileSystemHook hook) throws IOException {
    return compact(application, new CompactRequest(null), hook);
  }

  private String compact(String application, CompactRequest request, FileSystemHook hook)
      throws IOException {
    LakeFileSystem through = open(hook);
    try {
      new CompactionJob(TestSpark.session(through), settings(), through, driver(application))
          .run(request);
      return new ReportFile(files, application).text();
    } finally {
      ended.add(application);
    }
  }

  /** What there is to compact, without Spark. */
  Compaction compaction() {
    return Compaction.of(settings(), files);
  }

  /** Whether there is anything to do, as of the clock. */
  boolean needsCompaction() throws IOException {
    return compaction().nothingToDo(new CompactRequest(null), clock.instant()).isEmpty();
  }

  /** What a bare reader sees: every row with every column, sorted. */
  List<String> rows() {
    Dataset<Row> rows =
        TestSpark.session(files)
            .read()
            .option("mergeSchema", true)
            .parquet(files.at("events").toString());
    Column[] columns = Stream.of(rows.columns()).sorted().map(Column::new).toArray(Column[]::new);
    return rows.select(columns).collectAsList().stream().map(Row::json).sorted().toList();
  }

  /** The first and the last user and time of each visible file, in order. */
  List<Row> rangesOfFiles() {
    return TestSpark.session(files)
        .read()
        .parquet(files.at("events").toString())
        .selectExpr("concat(coalesce(userId, ''), ' ', ts) AS at", "input_file_name() AS file")
        .groupBy("file")
        .agg(min("at"), max("at"))
        .drop("file")
        .orderBy("min(at)")
        .collectAsList();
  }

  /** The names of the visible files of a date. */
  List<FileStatus> files(String date) throws IOException {
    return files.visibleFiles(files.at("events/date=" + date));
  }

  /** The names in a hidden folder of the table. */
  List<String> hidden(String folder) throws IOException {
    return files.list(files.at("events/" + folder)).stream()
        .map(status -> status.getPath().getName())
        .toList();
  }

  Settings settings() {
    Map<String, String> all = new HashMap<>();
    all.put("dataset", name);
    all.put("lake.base", hdfs.uri() + "/lakes");
    all.putAll(overrides);
    return SettingsLoader.load(null, all);
  }

  Feed feed() {
    return Feed.of(settings());
  }

  private Driver driver(String application) {
    return new Driver(application, 1, "test", a -> !ended.contains(a), clock);
  }
}
