package sparkify.lake.audit;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;

/** Whether the newest commit has been published: only that one can still be under way. */
final class Publication {
  private static final int LOOKS = 10;
  private static final long PAUSE_NANOS = 100_000_000;

  private final LakeFileSystem files;
  private final Manifest newest;

  Publication(LakeFileSystem files, Manifest newest) {
    this.files = files;
    this.newest = newest;
  }

  /** The files that the newest commit adds. */
  List<DataFile> added() {
    return Stream.concat(newest.files().stream(), newest.rejects().stream()).toList();
  }

  /** Gives a driver that is publishing right now a second to end. */
  void check(Problems problems) throws IOException {
    for (int i = 0; i < LOOKS; i++) {
      if (isDone()) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    problems.add(
        Kind.UNPUBLISHED,
        "commit %d is not published yet: start the stream once to finish it"
            .formatted(newest.seq()));
  }

  private boolean isDone() throws IOException {
    for (DataFile file : added()) {
      if (files.exists(files.at(file.staged()))) {
        return false;
      }
    }
    for (String path : newest.replaces()) {
      if (files.exists(files.at(path))) {
        return false;
      }
    }
    return true;
  }
}
