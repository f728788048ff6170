package sparkify.lake.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.kafka.common.TopicPartition;
import sparkify.common.ParallelTasks;
import sparkify.common.config.KafkaSettings;
import sparkify.common.progress.DelayedProgress;
import sparkify.lake.audit.Contents.Counts;
import sparkify.lake.audit.Ledger.Side;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;
import sparkify.lake.snapshot.FilePlaces;

/**
 * Checks every file of the log, every offset in it, and every record the broker still has.
 *
 * <p>Folders are listed one after another, and files are read a few at a time, so that the memory
 * this takes does not grow with the table, except for the names of its files and one bit per
 * offset.
 */
final class DeepAudit {
  /** So many files are found before they are read in parallel. */
  private static final int FOUND = 1_000;

  private final TablePaths paths;
  private final LiveTable table;
  private final History history;
  private final Ledger ledger;
  private final Problems problems;
  private final Counts counts = new Counts();
  private final PrintWriter err;
  private final FilePlaces places;
  private final FolderCheck folders;
  private final Orphans orphans;

  private record Source(DataFile file, Side side) {}

  /**
   * @param begin the first offset of each partition that the broker still has of what landed
   * @param err where progress is shown
   */
  DeepAudit(
      CommitLog commits,
      LiveTable table,
      Map<Integer, Long> begin,
      Problems problems,
      PrintWriter err)
      throws IOException {
    this.paths = commits.paths();
    this.table = table;
    this.history = History.of(commits, table, begin, problems);
    this.ledger = new Ledger(table.state().partitions(), history, problems);
    this.problems = problems;
    this.err = err;
    this.places = FilePlaces.onDemand(paths);
    this.folders = new FolderCheck(commits, table.state().last(), places, problems);
    this.orphans = new Orphans(commits, table, problems);
    counts.rangesGone.add(history.gone());
  }

  /** Compares the log with the files. */
  void checkFiles(String rejects) throws IOException {
    Map<String, List<Source>> live = byFolder();
    live.putIfAbsent(rejects, List.of());
    for (FileStatus child : paths.files().list(paths.root())) {
      String name = child.getPath().getName();
      if (child.isDirectory() && !isHidden(name)) {
        live.putIfAbsent(paths.table() + "/" + name, List.of());
      } else if (!isHidden(name)) {
        orphans.look(List.of(child));
      }
    }
    try (DelayedProgress progress = new DelayedProgress(err, "files", "rows read", rows())) {
      read(live, progress);
    }
    folders.reportMisplaced();
    orphans.report();
    ledger.compareCounts();
  }

  private Map<String, List<Source>> byFolder() {
    Map<String, List<Source>> folders = new TreeMap<>();
    table.files().forEach(f -> add(folders, f, Side.LANDED));
    table.rejects().forEach(f -> add(folders, f, Side.REJECTED));
    return folders;
  }

  private static void add(Map<String, List<Source>> folders, DataFile file, Side side) {
    String folder = file.path().substring(0, file.path().lastIndexOf('/'));
    folders.computeIfAbsent(folder, f -> new ArrayList<>()).add(new Source(file, side));
  }

  private static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private long rows() {
    return table.rows() + table.rejects().stream().mapToLong(DataFile::rows).sum();
  }

  private void read(Map<String, List<Source>> live, DelayedProgress progress) throws IOException {
    FileCheck check = new FileCheck(paths.files(), places, ledger, problems, counts);
    List<Callable<Boolean>> reads = new ArrayList<>();
    for (Map.Entry<String, List<Source>> folder : live.entrySet()) {
      orphans.look(places.list(folder.getKey()));
      for (Source source : folder.getValue()) {
        DataFile file = source.file();
        folders.checkDay(file);
        folders
            .find(file)
            .ifPresent(
                at ->
                    reads.add(
                        () -> {
                          check.check(file, at, source.side());
                          progress.add(file.rows());
                          return true;
                        }));
        if (reads.size() >= FOUND) {
          run(reads);
        }
      }
    }
    run(reads);
  }

  private static void run(List<Callable<Boolean>> reads) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<Boolean> unused = new ParallelTasks("audit the files", threads).run(reads);
    reads.clear();
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
      long until = Math.min(p.committed(), p.end());
      if (p.firstHeld() < until) {
        var sums = new RangeSums(history.ranges(p.partition()), p.firstHeld(), problems, counts);
        var check = new DeliveryCheck(p.partition(), ledger, history, sums, compacted, problems);
        checks.add(check);
        TopicPartition partition = new TopicPartition(p.topic(), p.partition());
        slices.add(new Delivered.Slice(partition, p.firstHeld(), until, check));
      }
    }
    long offsets = slices.stream().mapToLong(s -> s.until() - s.from()).sum();
    try (DelayedProgress progress =
        new DelayedProgress(err, "topic", "offsets read again", offsets)) {
      new Delivered(kafka, progress).read(slices);
    }
    checks.forEach(DeliveryCheck::finish);
  }

  /** How much of the contents could be compared. */
  Contents contents() {
    return counts.contents();
  }
}
