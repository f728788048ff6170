package sparkify.lake.rejects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.CommitLog;
import sparkify.lake.table.RejectedRecord;

/** All rejects of a table, as the log says at the moment of construction. */
public final class LiveRejects {
  private final List<RejectFile> newestFirst;

  public LiveRejects(CommitLog commits) throws IOException {
    this.newestFirst = RejectFile.newestFirst(commits.paths(), commits.readTable());
  }

  /** Counts them all by reason. */
  public RejectSummary summary() throws IOException {
    RejectSummary summary = new RejectSummary();
    for (RejectFile file : newestFirst) {
      summary.add(file.summary());
    }
    return summary;
  }

  /**
   * Some of them, those of the newest commits first.
   *
   * @param reason only those with this reason, or null for all
   */
  public List<RejectedRecord> newest(@Nullable String reason, int limit) throws IOException {
    List<RejectedRecord> found = new ArrayList<>();
    for (RejectFile file : newestFirst) {
      if (found.size() < limit) {
        file.forEach(
            record -> {
              boolean meant = reason == null || reason.equals(record.rejected().reason());
              if (meant && found.size() < limit) {
                found.add(record);
              }
            });
      }
    }
    return found;
  }
}
