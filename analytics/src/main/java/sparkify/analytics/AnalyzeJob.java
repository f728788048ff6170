package sparkify.analytics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.analytics.AnalyzeRequest.Choice;
import sparkify.analytics.stale.StaleParts;
import sparkify.analytics.table.SqlView;
import sparkify.analytics.table.Table;
import sparkify.common.OperatorError;
import sparkify.common.ParallelTasks;
import sparkify.common.RootCause;
import sparkify.common.config.Settings;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.TablePaths;
import sparkify.lake.report.ReportFile;
import sparkify.lake.report.StepLog;
import sparkify.lake.snapshot.Snapshot;

/**
 * One run of the analytics application: builds the stale parts of all requested tables, a few
 * tables at a time, while others land, redrive or compact. A table that fails does not keep the
 * others from being built.
 */
final class AnalyzeJob {
  private static final Logger log = LoggerFactory.getLogger(AnalyzeJob.class);

  private final SparkSession spark;
  private final LakeFileSystem lake;
  private final TableBuild build;
  private final ReportFile report;
  private final StepLog steps;
  private final int atATime;

  /** A job of {@code driver} on {@code lake}, the lake of {@code settings}. */
  AnalyzeJob(SparkSession spark, Settings settings, LakeFileSystem lake, Driver driver) {
    this.spark = spark;
    this.lake = lake;
    this.build = new TableBuild(spark, lake, settings.lake(), driver);
    this.report = new ReportFile(lake, driver.application());
    this.steps = new StepLog(report);
    this.atATime = settings.analytics().application().cores();
  }

  /**
   * Builds what is stale of the requested tables and writes the report.
   *
   * @throws OperatorError when a table could not be built
   */
  void run(AnalyzeRequest request) throws IOException {
    steps.begin("Reading the commit logs");
    List<Table> tables = request.tables().stream().map(Choice::resolve).toList();
    Map<String, Snapshot> feeds = snapshots(tables);
    List<StaleParts> stale = StaleParts.of(tables, request.range(), lake, seqs(feeds));
    AnalysisReport done = new AnalysisReport();
    List<Callable<Void>> builds = new ArrayList<>();
    for (StaleParts table : stale) {
      Snapshot feed = requireNonNull(feeds.get(table.table().sql().feed()));
      NavigableSet<LocalDate> dates = dates(table, stale);
      builds.add(() -> build(table, feed, dates, done));
    }
    try {
      new ParallelTasks("build tables", atATime).run(builds);
    } finally {
      spark.catalog().clearCache(); // It has the views.
    }
    done.requireAllBuilt();
    report.writeText(done.text());
  }

  private Map<String, Snapshot> snapshots(List<Table> tables) throws IOException {
    Map<String, Snapshot> snapshots = new TreeMap<>();
    for (Table table : tables) {
      String feed = table.sql().feed();
      if (!snapshots.containsKey(feed)) {
        snapshots.put(feed, Snapshot.newest(new CommitLog(new TablePaths(lake, feed))));
      }
    }
    return snapshots;
  }

  private static Map<String, Long> seqs(Map<String, Snapshot> snapshots) {
    Map<String, Long> seqs = new TreeMap<>();
    snapshots.forEach((feed, snapshot) -> seqs.put(feed, snapshot.seq()));
    return seqs;
  }

  /**
   * The dates that a table reads. Tables of one view read those of all of them, because a view of
   * the same dates is computed once.
   */
  private static NavigableSet<LocalDate> dates(StaleParts table, List<StaleParts> all) {
    SqlView view = table.table().sql().view();
    if (view == null) {
      return table.dates();
    }
    return all.stream()
        .filter(other -> view.equals(other.table().sql().view()))
        .flatMap(other -> other.dates().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Void build(
      StaleParts stale, Snapshot feed, NavigableSet<LocalDate> dates, AnalysisReport done)
      throws IOException {
    begin(stale);
    try {
      build.run(stale, feed, dates).ifPresent(commit -> done.built(stale, commit));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      log.warn("Cannot build {}", stale.table().name(), e);
      done.failed(stale, RootCause.message(e));
    }
    return null;
  }

  private synchronized void begin(StaleParts stale) throws IOException {
    steps.begin("Building " + stale.table().name() + ": " + AnalysisReport.describe(stale));
  }
}
