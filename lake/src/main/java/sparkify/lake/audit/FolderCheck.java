package sparkify.lake.audit;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.snapshot.FilePlaces;

/** Compares the files that the log names with the folders. */
final class FolderCheck {
  private static final String DATE = "date=";
  private static final long DAY_MS = 86_400_000;

  private final LakeFileSystem files;
  private final FilePlaces places;
  private final Problems problems;

  FolderCheck(LakeFileSystem files, FilePlaces places, Problems problems) {
    this.files = files;
    this.places = places;
    this.problems = problems;
  }

  /** Looks for {@code live} files and returns those found, with their status. */
  Map<DataFile, FileStatus> find(Collection<DataFile> live) throws IOException {
    Map<DataFile, FileStatus> found = new LinkedHashMap<>();
    for (DataFile file : live) {
      var status = places.find(file);
      if (status.isPresent()) {
        found.put(file, status.get());
        checkLength(file, status.get());
      } else {
        problems.add(
            Kind.MISSING,
            "%s (%d rows) is missing: neither in place, nor staged, nor replaced"
                .formatted(file.path(), file.rows()));
      }
    }
    return found;
  }

  private void checkLength(DataFile file, FileStatus status) {
    if (status.getLen() != file.bytes()) {
      problems.add(
          Kind.LENGTH,
          "%s has %d bytes, but the log says %d"
              .formatted(file.path(), status.getLen(), file.bytes()));
    }
  }

  /** Checks that the rows of each file are of the day that its folder is named after. */
  void checkDays(Collection<DataFile> live) {
    for (DataFile file : live) {
      String folder = new Path(file.path()).getParent().getName();
      if (folder.startsWith(DATE) && !isOf(folder.substring(DATE.length()), file)) {
        problems.add(
            Kind.DAY,
            "%s holds times from %d to %d, which are not on the day of its folder"
                .formatted(file.path(), file.minTime(), file.maxTime()));
      }
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

  /**
   * Looks for files that bare readers see although no commit explains them.
   *
   * @param explained live files, and those that the newest commit is about to replace
   */
  void checkOrphans(Collection<String> explained) throws IOException {
    Set<Path> known = new HashSet<>();
    explained.forEach(path -> known.add(files.at(path)));
    String lake = files.root() + "/";
    for (FileStatus file : places.listed()) {
      // One that is gone by now was replaced by a commit, before or after the log was read.
      if (!known.contains(file.getPath()) && files.exists(file.getPath())) {
        String path = file.getPath().toString();
        problems.add(
            Kind.ORPHANED,
            "%s is orphaned: readers of the folder see it, but no commit explains it"
                .formatted(path.startsWith(lake) ? path.substring(lake.length()) : path));
      }
    }
  }
}
