package sparkify.lake.rejects;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;
import sparkify.lake.snapshot.FilePlaces;
import sparkify.lake.table.RejectReader;
import sparkify.lake.table.RejectedRecord;

/** A live file of rejects, wherever it is now. */
record RejectFile(TablePaths paths, DataFile file) {
  /** Those of a table, of the newest commits first. */
  static List<RejectFile> newestFirst(TablePaths paths, LiveTable table) {
    return table.rejects().stream()
        .sorted(Comparator.comparing((DataFile f) -> table.addedBy(f.path())).reversed())
        .map(file -> new RejectFile(paths, file))
        .toList();
  }

  /** Passes every record, in the order of the file. */
  void forEach(RejectReader.Each<RejectedRecord> each) throws IOException {
    FileStatus unused =
        places()
            .read(
                file,
                at -> {
                  reader().records(at.getPath(), each);
                  return at;
                });
  }

  /** Counts its records by reason, without reading the records. */
  RejectSummary summary() throws IOException {
    return places()
        .read(
            file,
            at -> {
              RejectSummary summary = new RejectSummary();
              reader().reasons(at.getPath(), summary::add);
              return summary;
            });
  }

  private FilePlaces places() {
    return FilePlaces.onDemand(paths);
  }

  private RejectReader reader() {
    return new RejectReader(paths.files().configuration());
  }
}
