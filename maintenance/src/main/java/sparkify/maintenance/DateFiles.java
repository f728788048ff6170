package sparkify.maintenance;

import java.time.LocalDate;
import java.util.List;
import sparkify.lake.log.Manifest.DataFile;

/** Files of one date. */
record DateFiles(LocalDate date, List<DataFile> files) {
  DateFiles {
    files = List.copyOf(files);
  }

  long bytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }

  long rows() {
    return files.stream().mapToLong(DataFile::rows).sum();
  }

  /** Their places in the log. */
  List<String> paths() {
    return files.stream().map(DataFile::path).toList();
  }
}
