package sparkify.lake.audit;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest;

/** Looks for files that bare readers see although no commit explains them. */
final class Orphans {
  private final CommitLog commits;
  private final LakeFileSystem files;
  private final LiveTable table;
  private final Problems problems;
  private final String prefix;

  /** Files that are not live, by their path in the lake. */
  private final TreeSet<String> unexplained = new TreeSet<>();

  Orphans(CommitLog commits, LiveTable table, Problems problems) {
    this.commits = commits;
    this.files = commits.paths().files();
    this.table = table;
    this.problems = problems;
    this.prefix = files.root() + "/";
  }

  /** Looks through the listing of a folder. */
  void look(Collection<FileStatus> listed) {
    for (FileStatus file : listed) {
      String path = file.getPath().toString();
      String inLake = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
      if (!isExplained(inLake, table)) {
        unexplained.add(inLake);
      }
    }
  }

  /** Reports what newer commits do not explain either: they may have published or replaced it. */
  void report() throws IOException {
    if (unexplained.isEmpty()) {
      return;
    }
    LiveTable now = commits.readTable();
    for (String path : unexplained) {
      if (!isExplained(path, now) && files.exists(files.at(path))) {
        problems.add(
            Kind.ORPHANED,
            "%s is orphaned: readers of the folder see it, but no commit explains it"
                .formatted(path));
      }
    }
  }

  /** Whether {@code path} is live, or the newest commit is about to replace it. */
  private static boolean isExplained(String path, LiveTable table) {
    return table.areLive(List.of(path)) || isReplacedBy(table.state().last(), path);
  }

  private static boolean isReplacedBy(@Nullable Manifest newest, String path) {
    return newest != null && newest.replaces().contains(path);
  }
}
