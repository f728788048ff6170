package sparkify.lake.rejects;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TableWriter;
import sparkify.lake.table.StagedFiles;

/**
 * Parses rejects again with the parser of this version, and moves those that pass into the table:
 * in one commit, so that a record is never in both and never in neither, wherever it is killed.
 *
 * <p>A file of rejects with records that pass is replaced by one with those that do not. Others are
 * left alone.
 */
public final class Redrive {
  private static final int TRIES = 5;

  private final Settings settings;
  private final Feed feed;
  private final CommitLog commits;
  private final Driver driver;
  private final TableWriter writer;
  private final @Nullable String reason;

  /**
   * What a redrive did.
   *
   * @param commit the commit, or null when no reject passed
   * @param moved those that became rows, by the reason they had been rejected for
   * @param left those of the requested reason that do not pass today either
   */
  public record Result(@Nullable Manifest commit, RejectSummary moved, RejectSummary left) {}

  /**
   * A redrive of the rejects of {@code feed}.
   *
   * @param reason only of rejects with this reason, or null for all
   */
  public Redrive(
      Settings settings, Feed feed, CommitLog commits, Driver driver, @Nullable String reason) {
    this.settings = settings;
    this.feed = feed;
    this.commits = commits;
    this.driver = driver;
    this.writer = new TableWriter(commits, settings.lake().log(), driver);
    this.reason = reason;
  }

  /**
   * Runs it.
   *
   * @throws OperatorError when others change the table faster than it can be read
   */
  public Result run() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      writer.finish();
      RedrivePass pass = new RedrivePass(feed, reason, driver.clock().millis());
      List<RejectFile> files = pass.withRowsAmong(rejects());
      if (files.isEmpty()) {
        return pass.result(null);
      }
      Optional<Manifest> commit =
          writer.redrive(
              files.stream().map(file -> file.file().path()).toList(),
              staging -> write(pass, files, staging));
      if (commit.isPresent()) {
        return pass.result(commit.get());
      }
    }
    throw new OperatorError(
        "Cannot redrive the rejects of %s: others replaced them %d times meanwhile; try again"
            .formatted(commits.paths().root(), TRIES));
  }

  private List<RejectFile> rejects() throws IOException {
    return commits.readTable().rejects().stream()
        .map(file -> new RejectFile(commits.paths(), file))
        .toList();
  }

  private TableWriter.Rewritten write(RedrivePass pass, List<RejectFile> files, String staging)
      throws IOException {
    LakeFileSystem lake = commits.paths().files();
    try (StagedFiles staged =
        new StagedFiles(lake, feed, settings.lake().parquet(), staging, "redrive")) {
      for (RejectFile file : files) {
        file.forEach(record -> pass.write(record, staged));
      }
      staged.finish();
      return new TableWriter.Rewritten(staged.rows(), staged.rejected(), pass.changes());
    }
  }
}
