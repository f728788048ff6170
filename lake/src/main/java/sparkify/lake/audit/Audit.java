package sparkify.lake.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.lake.audit.AuditRequest.Depth;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.LogState;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.TablePaths;
import sparkify.lake.rejects.NewestRejects;
import sparkify.lake.snapshot.FilePlaces;

/**
 * Checks that each offset of a topic is accounted for exactly once: in the lake, in the rejects, in
 * a recorded gap, or as absent. Read-only, and may run while the feed is landing.
 */
public final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  private final AuditRequest request;
  private final PrintWriter err;
  private final TablePaths paths;
  private final Problems problems = new Problems();

  private Audit(AuditRequest request, PrintWriter err) throws IOException {
    this.request = request;
    LakeFileSystem files = LakeFileSystem.open(request.settings(), request.hadoop());
    this.err = err;
    this.paths = new TablePaths(files, request.feed().table());
  }

  /**
   * Runs an audit.
   *
   * @param err where it shows its progress if it takes more than a few seconds
   * @throws OperatorError when nothing has been committed yet, or HDFS or Kafka do not answer
   */
  public static AuditReport run(AuditRequest request, PrintWriter err) throws IOException {
    return new Audit(request, err).run();
  }

  /** Reads the log before the broker, so that what has landed by then is known to both. */
  private AuditReport run() throws IOException {
    CommitLog commits = new CommitLog(paths);
    LiveTable table = request.depth() == Depth.DEEP ? commits.readTable() : null;
    LogState log = table == null ? commits.read() : table.state();
    Topic landed = log.topic();
    if (landed == null) {
      throw new OperatorError(
          "Cannot audit %s: it has no commits; run ./deploy.sh stream first, or name another --dataset"
              .formatted(paths.root()));
    }
    try (Topics topics = Topics.connect(request.settings().kafka())) {
      TopicState topic = topics.describe(request.feed().topic());
      List<PartitionAudit> partitions = partitions(log, topic);
      boolean same = checkOffsets(partitions, landed, topic);
      Publication publication = new Publication(commits, log);
      publication.check(problems);
      Contents contents = null;
      if (table == null) {
        checkNewest(commits, log, publication);
      } else {
        boolean compacted = topics.isCompacted(topic.name());
        Map<Integer, Long> begin = same && !compacted ? begin(partitions) : Map.of();
        DeepAudit deep = new DeepAudit(commits, table, begin, problems, err);
        deep.checkFiles(request.feed().rejects());
        if (same) {
          deep.checkDelivery(partitions, compacted, request.settings().kafka());
        }
        contents = deep.contents();
      }
      return new AuditReport(
          partitions,
          log.seq(),
          log.snapshotSeq(),
          contents,
          rejects(commits, log),
          Facts.of(log, topic),
          problems.list());
    }
  }

  /** Null if their files cannot be read, which a deep audit lists as a problem. */
  private static NewestRejects.@Nullable Look rejects(CommitLog commits, LogState log) {
    if (log.rejected() == 0) {
      return null;
    }
    try {
      return new NewestRejects(commits.paths()).look(commits.readTable());
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot read the reasons of rejects", e);
      return null;
    }
  }

  private void checkNewest(CommitLog commits, LogState log, Publication publication)
      throws IOException {
    var folders = new FolderCheck(commits, log.last(), FilePlaces.onDemand(paths), problems);
    for (DataFile file : publication.added()) {
      var unused = folders.find(file);
    }
    folders.reportMisplaced();
  }

  private static Map<Integer, Long> begin(List<PartitionAudit> partitions) {
    return partitions.stream()
        .collect(Collectors.toMap(PartitionAudit::partition, PartitionAudit::firstHeld));
  }

  private static List<PartitionAudit> partitions(LogState log, TopicState topic) {
    TreeSet<Integer> all = new TreeSet<>(log.partitions().keySet());
    all.addAll(topic.begin().keySet());
    List<PartitionAudit> audits = new ArrayList<>();
    for (int partition : all) {
      PartitionTotals totals = log.partitions().get(partition);
      audits.add(
          totals == null
              ? PartitionAudit.unknown(topic, partition)
              : PartitionAudit.of(topic, partition, totals));
    }
    return audits;
  }

  /** Returns false when the topic is a different one, so that its offsets cannot be compared. */
  private boolean checkOffsets(List<PartitionAudit> partitions, Topic landed, TopicState topic) {
    BrokerCheck broker = new BrokerCheck(topic, problems);
    boolean same = broker.isSame(landed);
    for (PartitionAudit partition : partitions) {
      if (same) {
        broker.check(partition);
      }
      if (partition.offsets() != partition.accounted()) {
        problems.add(
            Kind.BALANCE,
            "partition %d: %d offsets are committed, but landed, rejected, gaps and absent add up to %d"
                .formatted(partition.partition(), partition.offsets(), partition.accounted()));
      }
    }
    return same;
  }
}
