package sparkify.lake.rejects;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
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

  private interface Reading {
    void read(RejectReader reader, Path at) throws IOException;
  }

  /** Passes every record, in the order of the file. */
  void forEach(RejectReader.Each<RejectedRecord> each) throws IOException {
    read((reader, at) -> reader.records(at, each));
  }

  /** Counts its records by reason, without reading the records. */
  RejectSummary summary() throws IOException {
    RejectSummary summary = new RejectSummary();
    read((reader, at) -> reader.reasons(at, summary::add));
    return summary;
  }

  /** Reads at its next place a file that has moved before it was opened; once open, it may move. */
  private void read(Reading reading) throws IOException {
    RejectReader reader = new RejectReader(paths.files().configuration());
    Path at = find();
    while (true) {
      try {
        reading.read(reader, at);
        return;
      } catch (FileNotFoundException e) {
        Path now = find();
        if (now.equals(at)) {
          throw e;
        }
        at = now;
      }
    }
  }

  private Path find() throws IOException {
    return FilePlaces.onDemand(paths)
        .find(file)
        .orElseThrow(
            () ->
                new FileNotFoundException(
                    "Cannot read rejects: %s is missing; ./deploy.sh audit --deep lists every missing file"
                        .formatted(paths.files().at(file.path()))))
        .getPath();
  }
}
