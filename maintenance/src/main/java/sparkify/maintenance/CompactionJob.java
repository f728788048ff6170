package sparkify.maintenance;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.ReplacedFiles;
import sparkify.lake.report.ReportFile;
import sparkify.lake.report.StepLog;

/**
 * One run of the compaction application: merges the small files of each date, group by group, while
 * others land, read or compact.
 */
final class CompactionJob {
  private static final Logger log = LoggerFactory.getLogger(CompactionJob.class);

  private final Compaction compaction;
  private final CommitLog commits;
  private final GroupCommit groups;
  private final Driver driver;
  private final ReportFile report;
  private final StepLog steps;

  /** A job of {@code driver} on {@code lake}, the lake of {@code settings}. */
  CompactionJob(SparkSession spark, Settings settings, LakeFileSystem lake, Driver driver) {
    Feed feed = Feed.of(settings);
    this.compaction = Compaction.of(settings, lake);
    this.commits = compaction.commits();
    this.groups = new GroupCommit(spark, settings, feed, commits, driver);
    this.driver = driver;
    this.report = new ReportFile(lake, driver.application());
    this.steps = new StepLog(report);
  }

  /**
   * Compacts as requested and writes the report.
   *
   * @throws OperatorError when there is no table, or no longer one
   */
  void run(CompactRequest request) throws IOException {
    compaction.requireTable();
    try {
      steps.begin("Reading the commit log");
      report.writeText(compact(request));
    } catch (IOException | RuntimeException e) {
      requireTableStill();
      throw e;
    }
  }

  private String compact(CompactRequest request) throws IOException {
    CompactionReport done = new CompactionReport();
    Set<LocalDate> compacted = new HashSet<>();
    groups.finishOthers();
    List<List<DateFiles>> left = compaction.plan().groups(compaction.worthwhile(request));
    while (!left.isEmpty()) {
      List<DateFiles> group = left.get(0);
      steps.begin("Compacting " + CompactionReport.line(group) + of(left.size()));
      Optional<Manifest> commit = groups.commit(group);
      if (commit.isPresent()) {
        done.add(group, commit.get());
        group.forEach(date -> compacted.add(date.date()));
        left = left.subList(1, left.size());
      } else {
        log.info("Another compaction was faster: planning again");
        left = compaction.plan().groups(others(request, compacted));
      }
    }
    done.removed(deleteReplaced());
    return done.text();
  }

  /**
   * Excludes dates that this run has compacted: while events land, it would never end otherwise.
   */
  private List<DateFiles> others(CompactRequest request, Set<LocalDate> compacted)
      throws IOException {
    List<DateFiles> rest = new ArrayList<>(compaction.worthwhile(request));
    rest.removeIf(date -> compacted.contains(date.date()));
    return rest;
  }

  private int deleteReplaced() throws IOException {
    return new ReplacedFiles(commits).deleteBefore(compaction.keptFrom(driver.clock().instant()));
  }

  private void requireTableStill() throws IOException {
    if (!commits.paths().isTable()) {
      throw new OperatorError(
          "Cannot compact the table %s: it was deleted meanwhile"
              .formatted(commits.paths().root()));
    }
  }

  private static String of(int left) {
    return left == 1 ? "" : " (%d more groups after it)".formatted(left - 1);
  }
}
