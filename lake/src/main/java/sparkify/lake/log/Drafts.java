package sparkify.lake.log;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Source;
import sparkify.lake.log.Manifest.Writer;
import sparkify.lake.log.TableWriter.Rewritten;

/** Drafts the manifests of one driver, numbered to follow the log so far. */
record Drafts(TablePaths paths, Writer writer, Clock clock) {

  static Drafts of(TablePaths paths, Driver driver) {
    String session = UUID.randomUUID().toString();
    return new Drafts(
        paths,
        new Writer(driver.application(), driver.attempt(), session, driver.code()),
        driver.clock());
  }

  Manifest opening(LogState state, Opening opening) {
    return new Manifest(
        state.seq() + 1,
        Kind.OPEN,
        UUID.randomUUID().toString(),
        clock.instant(),
        writer,
        opening.topic(),
        opening.positions(),
        List.of(),
        opening.gaps(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        opening.cuts());
  }

  /** A batch whose files are in the staging folder {@code stagingId}. */
  Manifest batch(LogState state, Batch batch, String stagingId) {
    long seq = state.seq() + 1;
    return new Manifest(
        seq,
        Kind.BATCH,
        UUID.randomUUID().toString(),
        clock.instant(),
        writer,
        state.topic(),
        Map.of(),
        batch.ranges(),
        List.of(),
        placed(seq, stagingId, batch.files()),
        placed(seq, stagingId, batch.rejects()),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * A commit of {@code kind} that covers no offsets: files in place of others.
   *
   * @param source what the rows were computed from, or null when they landed
   */
  Manifest replacement(
      Kind kind,
      LogState state,
      Rewritten written,
      String stagingId,
      List<String> replaces,
      @Nullable Source source) {
    long seq = state.seq() + 1;
    return new Manifest(
        seq,
        kind,
        UUID.randomUUID().toString(),
        clock.instant(),
        writer,
        state.topic(),
        Map.of(),
        List.of(),
        List.of(),
        placed(seq, stagingId, written.rows()),
        placed(seq, stagingId, written.rejects()),
        replaces,
        written.changes(),
        List.of(),
        source);
  }

  private List<DataFile> placed(long seq, String stagingId, List<StagedFile> staged) {
    String folder = paths.staging(stagingId);
    List<DataFile> placed = new ArrayList<>(staged.size());
    for (StagedFile file : staged) {
      placed.add(
          new DataFile(
              folder + "/" + file.name(),
              "%s/part-%08d-%04d.parquet".formatted(file.folder(), seq, placed.size()),
              file.rows(),
              file.bytes(),
              file.minTime(),
              file.maxTime(),
              file.sha256()));
    }
    return placed;
  }
}
