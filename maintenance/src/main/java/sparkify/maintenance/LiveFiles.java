package sparkify.maintenance;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Manifest.DataFile;

/** The live files of a table, as the log says at the moment of the call. */
final class LiveFiles {
  private static final Pattern DATED = Pattern.compile(".*/date=(\\d{4}-\\d{2}-\\d{2})/[^/]+");

  private final CommitLog commits;

  LiveFiles(CommitLog commits) {
    this.commits = commits;
  }

  /** All of them, in order of date. */
  List<DateFiles> byDate() throws IOException {
    TreeMap<LocalDate, List<DataFile>> dates = new TreeMap<>();
    for (DataFile file : commits.readTable().files()) {
      Matcher dated = DATED.matcher(file.path());
      if (dated.matches()) {
        dates.computeIfAbsent(LocalDate.parse(dated.group(1)), d -> new ArrayList<>()).add(file);
      }
    }
    return dates.entrySet().stream().map(e -> new DateFiles(e.getKey(), e.getValue())).toList();
  }

  /** Whether {@code paths} are all live. */
  boolean include(List<String> paths) throws IOException {
    return commits.readTable().areLive(paths);
  }
}
