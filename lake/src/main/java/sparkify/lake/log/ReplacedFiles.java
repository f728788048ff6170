package sparkify.lake.log;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
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
    List<Path> folders = before(limit);
    for (Path folder : folders) {
      files.delete(folder);
    }
    return folders.size();
  }

  /** Whether {@link #deleteBefore} would delete anything. */
  public boolean isAnyBefore(Instant limit) throws IOException {
    return !before(limit).isEmpty();
  }

  private List<Path> before(Instant limit) throws IOException {
    long newest = commits.read().seq();
    return files.list(commits.paths().replaced()).stream()
        .filter(folder -> folder.getModificationTime() < limit.toEpochMilli())
        .map(FileStatus::getPath)
        .filter(folder -> isOfCommitBefore(newest, folder.getName()))
        .toList();
  }

  private static boolean isOfCommitBefore(long newest, String name) {
    return COMMIT.matcher(name).matches() && Long.parseLong(name) < newest;
  }
}
