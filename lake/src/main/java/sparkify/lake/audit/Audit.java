package sparkify.lake.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.TablePaths;
import sparkify.lake.snapshot.FilePlaces;

/**
 * Checks that each offset of a topic is accounted for exactly once: in the lake, in the rejects, in
 * a recorded gap, or as absent. Read-only, and may run while the feed is landing.
 */
public final class Audit {
  private final AuditRequest request;
  private final TablePaths paths;
  private final Problems problems = new Problems();

  private Audit(AuditRequest request) throws IOException {
    this.request = request;
    LakeFileSystem files =
        LakeFileSystem.open(request.settings().dataset().lake(), request.hadoop());
    this.paths = new TablePaths(files, request.feed().table());
  }

  /**
   * Runs an audit.
   *
   * @throws OperatorError when nothing has been committed yet, or HDFS or Kafka do not answer
   */
  public static AuditReport run(AuditRequest request) throws IOException {
    return new Audit(request).run();
  }

  /**
   * Reads folders, log and broker in this order, so that each knows all that the one before showed.
   */
  private AuditReport run() throws IOException {
    FilePlaces places = places();
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
      if (table != null) {
        DeepAudit deep = new DeepAudit(commits, places, table, problems);
        deep.checkFiles();
        if (same) {
          deep.checkDelivery(
              partitions, topics.isCompacted(topic.name()), request.settings().kafka());
        }
      } else {
        new FolderCheck(paths.files(), places, problems).find(publication.added());
      }
      return new AuditReport(
          partitions, log.seq(), log.snapshotSeq(), Facts.of(log, topic), problems.list());
    }
  }

  private FilePlaces places() throws IOException {
    return request.depth() == Depth.DEEP
        ? FilePlaces.listing(paths, List.of(paths.table(), request.feed().rejects()))
        : FilePlaces.onDemand(paths);
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
