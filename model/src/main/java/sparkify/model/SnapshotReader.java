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
 * Reads one snapshot, whose files may move meanwhile: into place when a publish ends, out of it
 * when a later commit replaces them. What failed while files moved is done once more, on the same
 * rows where they lie by then.
 *
 * <p>How Spark words a lost file differs by where it looks for it, so what decides is whether the
 * files are still where they were found.
 */
final class SnapshotReader {
  private static final Logger log = LoggerFactory.getLogger(SnapshotReader.class);

  private final SparkSession spark;
  private final CommitLog commits;
  private final TrainingSettings settings;
  private Snapshot snapshot;
  private @Nullable ChurnFrame frame;

  /** Something that reads the snapshot, and may do so twice. */
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

  /** A reader of the table as it is now. */
  static SnapshotReader newest(SparkSession spark, CommitLog commits, TrainingSettings settings)
      throws IOException {
    return new SnapshotReader(spark, commits, settings, Snapshot.newest(commits));
  }

  /** The commit that is read. */
  long seq() {
    return snapshot.seq();
  }

  /**
   * Does {@code reading}, and does it again if files moved while it failed.
   *
   * @throws OperatorError when a file is nowhere, or files moved the second time too
   */
  <T> T read(Reading<T> reading) throws IOException {
    try {
      return readOnce(reading);
    } catch (FilesMoved e) {
      log.warn("Files of snapshot {} moved while they were read: reading it again", seq());
      return readOnce(reading);
    }
  }

  private <T> T readOnce(Reading<T> reading) throws IOException {
    try {
      return reading.of(frame());
    } catch (OperatorError e) {
      throw e;
    } catch (Exception e) { // Spark throws checked ones that it does not declare.
      Snapshot now = resolveAfter(e);
      if (now.paths().equals(snapshot.paths())) {
        throw e;
      }
      snapshot = now;
      frame = null;
      spark.catalog().clearCache(); // It is filled from the places of before.
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
          "Cannot read snapshot %d of %s: its files moved while they were read, twice; run the command again"
              .formatted(seq, commits.paths().root()),
          cause);
    }
  }
}
