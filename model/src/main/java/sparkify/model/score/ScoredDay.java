package sparkify.model.score;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sparkify.common.config.Dataset;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.FolderChanges.Change;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Source;
import sparkify.model.registry.ModelCard;

/**
 * A day's scores, as the log of the scores knows them.
 *
 * @param commit of that log
 * @param source the model, and the commit up to which the events were read
 */
public record ScoredDay(long commit, Source source) {
  /** The scores of a day; empty if there are none, or a bare reader may not see them yet. */
  public static Optional<ScoredDay> of(LocalDate day, LakeFileSystem lake) throws IOException {
    CommitLog commits = ScoreTable.commits(lake);
    Change change = commits.folderChanges().byFolder().get(ScoreTable.folder(day));
    if (change == null || change.source() == null || commits.hasStaged()) {
      return Optional.empty();
    }
    return Optional.of(new ScoredDay(change.seq(), change.source()));
  }

  /** What scores are computed from. */
  static Source source(ModelCard model, long snapshot) {
    return new Source(Dataset.EVENTS, snapshot, model.version());
  }

  /** Whether {@code model} made them. */
  public boolean isBy(ModelCard model) {
    return source.equals(source(model, source.snapshot()));
  }

  /** When they were committed. */
  public Instant committedAt(LakeFileSystem lake) throws IOException {
    List<Instant> times = new ArrayList<>();
    ScoreTable.commits(lake)
        .history(List.of(commit), (Manifest manifest) -> times.add(manifest.committedAt()));
    return times.get(0);
  }
}
