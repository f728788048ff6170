package sparkify.maintenance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest.DataFile;

/** The live files of a table, by date. */
final class LiveFiles {
  private static final Pattern DATED = Pattern.compile(".*/date=(\\d{4}-\\d{2}-\\d{2})/[^/]+");

  private LiveFiles() {}

  /** All files of {@code table} that are of a date, in order of date. */
  static List<DateFiles> byDate(LiveTable table) {
    TreeMap<LocalDate, List<DataFile>> dates = new TreeMap<>();
    for (DataFile file : table.files()) {
      Matcher dated = DATED.matcher(file.path());
      if (dated.matches()) {
        dates.computeIfAbsent(LocalDate.parse(dated.group(1)), d -> new ArrayList<>()).add(file);
      }
    }
    return dates.entrySet().stream().map(e -> new DateFiles(e.getKey(), e.getValue())).toList();
  }
}
