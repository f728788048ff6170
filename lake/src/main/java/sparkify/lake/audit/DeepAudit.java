package sparkify.lake.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import sparkify.common.ParallelTasks;
import sparkify.common.config.KafkaSettings;
import sparkify.lake.audit.Ledger.Side;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.snapshot.FilePlaces;

/** Checks every file of the log, every offset in it, and every record the broker still has. */
final class DeepAudit {
  private final LakeFileSystem files;
  private final FilePlaces places;
  private final LiveTable table;
  private final History history;
  private final Problems problems;
  private final Ledger ledger;

  DeepAudit(CommitLog commits, FilePlaces places, LiveTable table, Problems problems)
      throws IOException {
    this.files = commits.paths().files();
    this.places = places;
    this.table = table;
    this.history = History.of(commits, table, problems);
    this.problems = problems;
    this.ledger = new Ledger(table.state().partitions(), history, problems);
  }

  /** Compares the log with the files. */
  void checkFiles() throws IOException {
    FolderCheck folders = new FolderCheck(files, places, problems);
    List<Callable<Void>> reads = new ArrayList<>();
    folders.find(table.files()).forEach((f, at) -> reads.add(() -> enter(f, at, Side.LANDED)));
    folders.find(table.rejects()).forEach((f, at) -> reads.add(() -> enter(f, at, Side.REJECTED)));
    folders.checkDays(table.files());
    folders.checkOrphans(explained());
    new ParallelTasks("audit the files", Runtime.getRuntime().availableProcessors()).run(reads);
    ledger.compareCounts();
  }

  private Collection<String> explained() {
    List<String> paths = new ArrayList<>();
    table.files().forEach(f -> paths.add(f.path()));
    table.rejects().forEach(f -> paths.add(f.path()));
    Manifest last = table.state().last();
    if (last != null) {
      paths.addAll(last.replaces());
    }
    return paths;
  }

  private @Nullable Void enter(DataFile file, FileStatus at, Side side) {
    try (OffsetColumns columns = open(file, at)) {
      if (columns.rows() != file.rows()) {
        problems.add(
            Kind.ROWS,
            "%s has %d rows, but the log says %d"
                .formatted(file.path(), columns.rows(), file.rows()));
      }
      columns.read(
          (partitions, offsets, count) ->
              ledger.enter(file.path(), side, partitions, offsets, count));
    } catch (IOException | RuntimeException e) {
      // Whatever a damaged file makes its reader throw is a finding, not a failure of the audit.
      problems.add(Kind.DAMAGED, "%s cannot be read: %s".formatted(file.path(), firstLine(e)));
    }
    return null;
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }

  /** Opens a file, which may have been published or replaced since it was found. */
  private OffsetColumns open(DataFile file, FileStatus at) throws IOException {
    try {
      return OffsetColumns.open(at, files.configuration());
    } catch (FileNotFoundException e) {
      FileStatus now = places.findAgain(file).orElseThrow(() -> e);
      return OffsetColumns.open(now, files.configuration());
    }
  }

  /**
   * Re-reads what the broker still has of the offsets that the log covers.
   *
   * @param compacted whether the broker may have dropped records that it delivered before
   */
  void checkDelivery(List<PartitionAudit> partitions, boolean compacted, KafkaSettings kafka)
      throws IOException {
    List<Delivered.Slice> slices = new ArrayList<>();
    List<DeliveryCheck> checks = new ArrayList<>();
    for (PartitionAudit p : partitions) {
      long from = Math.max(p.start(), p.begin());
      long until = Math.min(p.committed(), p.end());
      if (from < until) {
        var check = new DeliveryCheck(p.partition(), ledger, history, compacted, problems);
        checks.add(check);
        slices.add(
            new Delivered.Slice(new TopicPartition(p.topic(), p.partition()), from, until, check));
      }
    }
    new Delivered(kafka).read(slices);
    checks.forEach(DeliveryCheck::finish);
  }
}
