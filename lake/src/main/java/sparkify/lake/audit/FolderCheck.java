package sparkify.lake.audit;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.snapshot.FilePlaces;

/** Compares the files that the log names with the folders. */
final class FolderCheck {
  private static final String DATE = "date=";
  private static final long DAY_MS = 86_400_000;

  private final CommitLog commits;
  private final LakeFileSystem files;
  private final FilePlaces places;
  private final Problems problems;

  /** Where the newest commit staged its files; {@link Publication} checks that they leave. */
  private final Set<Path> publishing = new HashSet<>();

  /** Where files were found that are not in place, by their path in the log. */
  private final Map<String, Path> elsewhere = new TreeMap<>();

  FolderCheck(CommitLog commits, @Nullable Manifest newest, FilePlaces places, Problems problems) {
    this.commits = commits;
    this.files = commits.paths().files();
    this.places = places;
    this.problems = problems;
    if (newest != null) {
      newest.allFiles().forEach(file -> publishing.add(files.at(file.staged())));
    }
  }

  /** Looks for a live file, and returns its status if it is found. */
  Optional<FileStatus> find(DataFile file) throws IOException {
    Optional<FileStatus> found = places.find(file);
    if (found.isEmpty()) {
      problems.add(
          Kind.MISSING,
          "%s (%d rows) is missing: neither in place, nor staged, nor replaced"
              .formatted(file.path(), file.rows()));
      return found;
    }
    Path at = found.get().getPath();
    if (!at.equals(files.at(file.path())) && !publishing.contains(at)) {
      elsewhere.put(file.path(), at);
    }
    checkLength(file, found.get());
    return found;
  }

  /** Reports files that are not in place although no newer commit has replaced them. */
  void reportMisplaced() throws IOException {
    if (elsewhere.isEmpty()) {
      return;
    }
    LiveTable now = commits.readTable();
    for (Map.Entry<String, Path> file : elsewhere.entrySet()) {
      String path = file.getKey();
      if (now.areLive(List.of(path)) && !files.exists(files.at(path))) {
        problems.add(
            Kind.MISPLACED,
            "%s is not in place, so readers of the folder miss its rows: it is at %s; move it back"
                .formatted(path, file.getValue()));
      }
    }
  }

  private void checkLength(DataFile file, FileStatus status) {
    if (status.getLen() != file.bytes()) {
      problems.add(
          Kind.LENGTH,
          "%s has %d bytes, but the log says %d"
              .formatted(file.path(), status.getLen(), file.bytes()));
    }
  }

  /** Checks that the rows of a file are of the day that its folder is named after. */
  void checkDay(DataFile file) {
    String folder = new Path(file.path()).getParent().getName();
    if (folder.startsWith(DATE) && !isOf(folder.substring(DATE.length()), file)) {
      problems.add(
          Kind.DAY,
          "%s holds times from %d to %d, which are not on the day of its folder"
              .formatted(file.path(), file.minTime(), file.maxTime()));
    }
  }

  private static boolean isOf(String date, DataFile file) {
    try {
      long day = LocalDate.parse(date).toEpochDay();
      return Math.floorDiv(file.minTime(), DAY_MS) == day
          && Math.floorDiv(file.maxTime(), DAY_MS) == day;
    } catch (DateTimeException e) {
      return false; // Not a date at all; the caller reports the file.
    }
  }
}
