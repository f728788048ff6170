package sparkify.lake.log;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Source;

/**
 * When the rows of each folder of a table changed last: as large as the table has folders, however
 * many files and commits there are.
 */
public final class FolderChanges {
  private final Map<String, Change> changes = new TreeMap<>();

  /**
   * The newest change of a folder's rows.
   *
   * @param seq the commit that made it
   * @param source what the rows were computed from, or null when they landed
   */
  public record Change(long seq, @Nullable Source source) {}

  /** A table without commits. */
  FolderChanges() {}

  /** The changes up to a checkpoint. */
  FolderChanges(Checkpoint checkpoint) {
    checkpoint
        .lists()
        .forEach(list -> changes.put(list.folder(), new Change(list.changed(), list.source())));
  }

  /** Applies the next manifest. */
  void apply(Manifest manifest) {
    if (manifest.kind() == Kind.COMPACT) {
      return; // The same rows, in other files.
    }
    Change change = new Change(manifest.seq(), manifest.source());
    for (String replaced : manifest.replaces()) {
      String folder = LiveTable.folderOf(replaced);
      if (manifest.kind() == Kind.REPLACE) {
        changes.remove(folder); // All of its files were.
      } else {
        changes.put(folder, change);
      }
    }
    manifest
        .allFiles()
        .map(DataFile::path)
        .forEach(p -> changes.put(LiveTable.folderOf(p), change));
  }

  /** By folder, relative to the lake's folder. */
  public SortedMap<String, Change> byFolder() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(changes));
  }
}
