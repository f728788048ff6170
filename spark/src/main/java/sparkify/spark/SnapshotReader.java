package sparkify.spark;

import java.io.IOException;
import java.io.Serial;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.lake.log.CommitLog;
import sparkify.lake.snapshot.Snapshot;

/**
 * Reads one snapshot, whose files may move meanwhile: to their final place when a publish
 * completes, away from it when a later commit replaces them. A read that fails while files move is
 * repeated: the same rows, from the files' new paths. A compaction moves files once per commit,
 * each file at most twice, so repeating comes to an end.
 *
 * <p>Spark reports a missing file in different ways, depending on where it notices. So any failure
 * counts as a moved file if the snapshot's paths have changed, and no other does.
 *
 * @param <R> what the snapshot is read as
 */
public final class SnapshotReader<R> {
  private static final Logger log = LoggerFactory.getLogger(SnapshotReader.class);

  /** More than a compaction makes commits while one reading of the snapshot gets going. */
  private static final int MAX_READS = 20;

  private final SparkSession spark;
  private final CommitLog commits;
  private final Function<Snapshot, R> opener;
  private Snapshot snapshot;
  private @Nullable R rows;

  /** A computation on the snapshot that may run several times. */
  public interface Reading<R, T> {
    T of(R rows) throws IOException;
  }

  /**
   * A reader of {@code snapshot}, which is one of {@code commits}.
   *
   * @param opener finds the rows where the snapshot says they are; again whenever they have moved
   */
  public SnapshotReader(
      SparkSession spark, CommitLog commits, Snapshot snapshot, Function<Snapshot, R> opener) {
    this.spark = spark;
    this.commits = commits;
    this.opener = opener;
    this.snapshot = snapshot;
  }

  /** Sequence number of the commit that is read. */
  public long seq() {
    return snapshot.seq();
  }

  /**
   * Runs {@code reading}, and again as long as it fails because files move.
   *
   * @throws OperatorError when a file cannot be found anywhere, or files never stop moving
   */
  public <T> T read(Reading<R, T> reading) throws IOException {
    for (int reads = 1; reads < MAX_READS; reads++) {
      try {
        return readOnce(reading);
      } catch (FilesMoved e) {
        log.warn("Files of snapshot {} were moved while being read: reading it again", seq());
      }
    }
    return readOnce(reading);
  }

  private <T> T readOnce(Reading<R, T> reading) throws IOException {
    try {
      return reading.of(rows());
    } catch (OperatorError e) {
      throw e;
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      Snapshot now = resolveAfter(e);
      if (now.paths().equals(snapshot.paths())) {
        throw e;
      }
      snapshot = now;
      if (rows != null) {
        rows = null;
        spark.catalog().clearCache(); // It was filled from the old paths.
      }
      throw new FilesMoved(commits, now.seq(), e);
    }
  }

  private R rows() {
    R read = rows;
    if (read == null) {
      read = opener.apply(snapshot);
      rows = read;
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
