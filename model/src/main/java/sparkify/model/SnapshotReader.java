package sparkify.model;

import java.io.IOException;
import java.io.Serial;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.log.CommitLog;
import sparkify.lake.snapshot.Snapshot;
import sparkify.model.frame.ChurnFrame;

/**
 * Reads one snapshot, whose files may move meanwhile: to their final place when a publish
 * completes, away from it when a later commit replaces them. A read that fails while files move is
 * repeated: the same rows, from the files' new paths. A compaction moves files once per commit,
 * each file at most twice, so repeating comes to an end.
 *
 * <p>Spark reports a missing file in different ways, depending on where it notices. So any failure
 * counts as a moved file if the snapshot's paths have changed, and no other does.
 */
final class SnapshotReader {
  private static final Logger log = LoggerFactory.getLogger(SnapshotReader.class);

  /** More than a compaction makes commits while one reading of the snapshot gets going. */
  private static final int MAX_READS = 20;

  private final SparkSession spark;
  private final CommitLog commits;
  private final TrainingSettings settings;
  private Snapshot snapshot;
  private @Nullable ChurnFrame frame;

  /** A computation on the snapshot that may run several times. */
  interface Reading<T> {
    T of(ChurnFrame frame) throws IOException;
  }

  private SnapshotReader(
      SparkSession spark, CommitLog commits, TrainingSettings settings, Snapshot snapshot) {
    this.spark = spark;
    this.commits = commits;
    this.settings = settings;
    this.snapshot = snapshot;
  }

  /** A reader of the newest snapshot. */
  static SnapshotReader newest(SparkSession spark, CommitLog commits, TrainingSettings settings)
      throws IOException {
    return new SnapshotReader(spark, commits, settings, Snapshot.newest(commits));
  }

  /** Sequence number of the commit that is read. */
  long seq() {
    return snapshot.seq();
  }

  /** How many events it holds. */
  long rows() {
    return snapshot.rows();
  }

  /**
   * Runs {@code reading}, and again as long as it fails because files move.
   *
   * @throws OperatorError when a file cannot be found anywhere, or files never stop moving
   */
  <T> T read(Reading<T> reading) throws IOException {
    for (int reads = 1; reads < MAX_READS; reads++) {
      try {
        return readOnce(reading);
      } catch (FilesMoved e) {
        log.warn("Files of snapshot {} were moved while being read: reading it again", seq());
      }
    }
    return readOnce(reading);
  }

  private <T> T readOnce(Reading<T> reading) throws IOException {
    try {
      return reading.of(frame());
    } catch (OperatorError e) {
      throw e;
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      Snapshot now = resolveAfter(e);
      if (now.paths().equals(snapshot.paths())) {
        throw e;
      }
      snapshot = now;
      frame = null;
      spark.catalog().clearCache(); // It was filled from the old paths.
      throw new FilesMoved(commits, now.seq(), e);
    }
  }

  private ChurnFrame frame() {
    ChurnFrame read = frame;
    if (read == null) {
      read = ChurnFrame.of(spark, snapshot, settings);
      frame = read;
    }
    return read;
  }

  private Snapshot resolveAfter(Exception failure) throws IOException {
    try {
      return Snapshot.at(commits, seq());
    } catch (IOException | RuntimeException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  private static final class FilesMoved extends OperatorError {
    @Serial private static final long serialVersionUID = 1L;

    FilesMoved(CommitLog commits, long seq, Exception cause) {
      super(
          "Cannot read snapshot %d of %s: its files were moved during each of %d attempts; run the command again"
              .formatted(seq, commits.paths().root(), MAX_READS),
          cause);
    }
  }
}
