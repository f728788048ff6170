package sparkify.lake.log;

import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import sparkify.lake.fs.LakeFileSystem;

/** The files of a table that commits replaced, kept for readers of older snapshots. */
public final class ReplacedFiles {
  private static final Pattern COMMIT = Pattern.compile("\\d{20}");

  private final CommitLog commits;
  private final LakeFileSystem files;

  public ReplacedFiles(CommitLog commits) {
    this.commits = commits;
    this.files = commits.paths().files();
  }

  /**
   * Deletes what was replaced before {@code limit}, except by the newest commit: whoever opens the
   * table publishes that one again, and must find its files.
   *
   * @return the number of commits whose replaced files were deleted
   */
  public int deleteBefore(Instant limit) throws IOException {
    long newest = commits.read().seq();
    int deleted = 0;
    for (FileStatus folder : files.list(commits.paths().replaced())) {
      String name = folder.getPath().getName();
      if (COMMIT.matcher(name).matches()
          && Long.parseLong(name) < newest
          && folder.getModificationTime() < limit.toEpochMilli()) {
        files.delete(folder.getPath());
        deleted++;
      }
    }
    return deleted;
  }
}
