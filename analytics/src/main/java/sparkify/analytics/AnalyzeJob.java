package sparkify.analytics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.analytics.AnalyzeRequest.Choice;
import sparkify.analytics.stale.StaleParts;
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

  private final LakeFileSystem lake;
  private final TableBuild build;
  private final ReportFile report;
  private final StepLog steps;
  private final int atATime;

  /** A job of {@code driver} on {@code lake}, the lake of {@code settings}. */
  AnalyzeJob(SparkSession spark, Settings settings, LakeFileSystem lake, Driver driver) {
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
      builds.add(() -> build(table, feed, done));
    }
    new ParallelTasks("build tables", atATime).run(builds);
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

  private Void build(StaleParts stale, Snapshot feed, AnalysisReport done) throws IOException {
    begin(stale);
    try {
      build.run(stale, feed).ifPresent(commit -> done.built(stale, commit));
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
