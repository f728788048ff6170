package sparkify.lake.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.Manifest.DataFile;

/**
 * The live files of one folder at a checkpoint.
 *
 * @param rejects whether they hold rejects, not rows
 * @param files in order of path
 */
record FileList(String folder, boolean rejects, List<Entry> files) {
  FileList {
    files = List.copyOf(files);
  }

  /**
   * A live file.
   *
   * @param seq the commit that added it
   */
  record Entry(
      long seq,
      String path,
      long rows,
      long bytes,
      long minTime,
      long maxTime,
      @Nullable String sha256) {
    static Entry of(LiveTable.Live live) {
      DataFile file = live.file();
      return new Entry(
          live.seq(),
          file.path(),
          file.rows(),
          file.bytes(),
          file.minTime(),
          file.maxTime(),
          file.sha256());
    }

    /** The file, which has left its staging folder: its path stands for both places. */
    LiveTable.Live live() {
      return new LiveTable.Live(
          seq, new DataFile(path, path, rows, bytes, minTime, maxTime, sha256));
    }
  }
}
