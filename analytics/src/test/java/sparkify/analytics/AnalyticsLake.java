package sparkify.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.analytics.AnalyzeRequest.Choice;
import sparkify.analytics.stale.DateRange;
import sparkify.analytics.stale.StaleParts;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.Table;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.lake.Feed;
import sparkify.lake.LineLanding;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;
import sparkify.lake.log.TableWriter;
import sparkify.lake.report.ReportFile;
import sparkify.producer.line.LineSource;
import sparkify.spark.TestSpark;

/** A lake for one test, landed without Kafka, and the tables built in it. */
final class AnalyticsLake {
  static final DateRange ALWAYS = new DateRange(null, null);

  private static final FileSystemHook NOTHING = (operation, path) -> {};

  private final EmbeddedHdfs hdfs;
  private final String name;
  private final LakeFileSystem files;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  AnalyticsLake(EmbeddedHdfs hdfs, String name) {
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
      return LakeFileSystem.open(settings("events"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the lake " + name, e);
    }
  }

  LakeFileSystem files() {
    return files;
  }

  /** The commits of a feed or, with its folder, of a table. */
  CommitLog log(String table) {
    return new CommitLog(new TablePaths(files, table));
  }

  /** Lands lines of a feed in one commit. */
  Manifest land(String feed, List<String> lines) throws IOException {
    return landing(feed).land(lines);
  }

  /** Lands what is left of {@code lines} in one commit. */
  Manifest land(String feed, LineSource lines) throws IOException {
    return landing(feed).land(lines::next);
  }

  private LineLanding landing(String feed) {
    Settings settings = settings(feed);
    return new LineLanding(
        files, Feed.of(settings), settings.lake().parquet(), a -> !ended.contains(a));
  }

  /** Replaces all files of a feed by copies of them in one COMPACT commit. */
  void compact(String feed) throws IOException {
    List<DataFile> live = List.copyOf(log(feed).readTable().files());
    TableWriter writer =
        new TableWriter(log(feed), settings(feed).lake().log(), driver("compaction"));
    var unused =
        writer.compact(
            live.stream().map(DataFile::path).toList(),
            staging -> {
              List<StagedFile> copies = new ArrayList<>();
              for (DataFile file : live) {
                copies.add(copy(file, staging, "copy-" + copies.size() + ".parquet"));
              }
              return copies;
            });
  }

  private StagedFile copy(DataFile file, String staging, String copy) throws IOException {
    Path from = files.at(file.path());
    files.writeDurably(files.at(staging + "/" + copy), files.read(from));
    String folder = file.path().substring(0, file.path().lastIndexOf('/'));
    return new StagedFile(
        copy, folder, file.rows(), file.bytes(), file.minTime(), file.maxTime(), null);
  }

  /** Builds what is stale of the tables of {@code sql}, and returns the report. */
  String analyze(List<SqlFile> sql) throws IOException {
    return analyze(sql, ALWAYS, "analysis", NOTHING);
  }

  String analyze(List<SqlFile> sql, DateRange range) throws IOException {
    return analyze(sql, range, "analysis", NOTHING);
  }

  /** Likewise as {@code application}, whose every file operation passes {@code hook}. */
  String analyze(List<SqlFile> sql, DateRange range, String application, FileSystemHook hook)
      throws IOException {
    LakeFileSystem through = open(hook);
    List<Choice> tables =
        sql.stream().flatMap(file -> file.tables().stream()).map(Choice::of).toList();
    try {
      new AnalyzeJob(TestSpark.session(through), settings("events"), through, driver(application))
          .run(new AnalyzeRequest(tables, range));
      return new ReportFile(files, application).text();
    } finally {
      ended.add(application);
    }
  }

  /** What is stale of the tables of {@code sql}. */
  List<StaleParts> stale(SqlFile sql) throws IOException {
    return StaleParts.of(sql.tables(), ALWAYS, files);
  }

  private Driver driver(String application) {
    return new Driver(application, 1, "test", a -> !ended.contains(a), Clock.systemUTC());
  }

  /** The table as a bare reader sees it. */
  Dataset<Row> read(Table table) {
    return TestSpark.session(files).read().parquet(files.at(table.folder()).toString());
  }

  /** Its rows, in the order of their columns, as JSON; those of a view must be the same. */
  List<String> rows(Table table) {
    String[] columns = table.sql().columnNames().toArray(String[]::new);
    return read(table).selectExpr(columns).toJSON().collectAsList().stream().sorted().toList();
  }

  /** The folders of the table that hold files a bare reader sees. */
  List<String> folders(Table table) throws IOException {
    return files.visibleFiles(files.at(table.folder())).stream()
        .map(file -> file.getPath().getParent().getName())
        .toList();
  }

  /** The parts that the newest commit of the table replaced or added. */
  List<String> rebuilt(Table table) throws IOException {
    Manifest newest = log(table.folder()).read().last();
    return newest == null
        ? List.of()
        : Stream.concat(newest.files().stream().map(DataFile::path), newest.replaces().stream())
            .map(path -> path.substring(path.indexOf('=') + 1, path.lastIndexOf('/')))
            .distinct()
            .sorted()
            .toList();
  }

  private Settings settings(String feed) {
    return SettingsLoader.load(
        null, Map.of("dataset", name, "feed", feed, "lake.base", hdfs.uri() + "/lakes"));
  }
}
