package sparkify.lake.audit;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;

/** Checks that the newest commit is published; only that one can still be in progress. */
final class Publication {
  private static final int LOOKS = 10;
  private static final long PAUSE_NANOS = 100_000_000;

  private final CommitLog log;
  private final @Nullable Manifest newest;

  Publication(CommitLog log, LogState state) {
    this.log = log;
    this.newest = state.last();
  }

  /** The files that the newest commit adds. */
  List<DataFile> added() {
    return newest == null ? List.of() : newest.allFiles().toList();
  }

  /** Waits up to a second for a driver that is publishing right now. */
  void check(Problems problems) throws IOException {
    for (int i = 0; i < LOOKS; i++) {
      if (newest == null || log.isPublished(newest)) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    problems.add(
        Kind.UNPUBLISHED,
        "commit %d is not published yet: ./deploy.sh stream finishes it"
            .formatted(Objects.requireNonNull(newest).seq()));
  }
}
