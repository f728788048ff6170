package sparkify.lake.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparkify.lake.log.Checkpoint.ListOf;
import sparkify.lake.log.FolderChanges.Change;

/**
 * The folders of a table that change after a checkpoint, with their live files; no other folder's
 * files are read.
 */
final class ChangedFolders {
  private final Checkpoints checkpoints;
  private final Map<String, ListOf> unchanged = new TreeMap<>();
  private final LiveTable table;
  private final FolderChanges changes;

  ChangedFolders(Checkpoints checkpoints, Checkpoint from) {
    this.checkpoints = checkpoints;
    this.table = new LiveTable(new LogState(from));
    this.changes = new FolderChanges(from);
    from.lists().forEach(list -> unchanged.put(list.folder(), list));
  }

  /** All folders of {@code table}, for a checkpoint that shares no list with those before it. */
  ChangedFolders(Checkpoints checkpoints, LiveTable table, FolderChanges changes) {
    this.checkpoints = checkpoints;
    this.table = table;
    this.changes = changes;
  }

  /** Applies the next manifest. */
  void apply(Manifest manifest) throws IOException {
    for (Manifest.DataFile file : manifest.allFiles().toList()) {
      change(LiveTable.folderOf(file.path()));
    }
    for (String path : manifest.replaces()) {
      change(LiveTable.folderOf(path));
    }
    table.apply(manifest);
    changes.apply(manifest);
  }

  private void change(String folder) throws IOException {
    ListOf before = unchanged.remove(folder);
    if (before != null) {
      checkpoints.lists(List.of(before)).forEach(table::add);
    }
  }

  /** The live files of the folders that changed; none of a folder that is empty now. */
  List<FileList> lists() {
    return table.lists();
  }

  /** The checkpoint after the manifests applied, for which {@code changed} are written. */
  Checkpoint checkpoint(List<FileList> changed) {
    List<ListOf> all = new ArrayList<>(unchanged.values());
    changed.forEach(list -> all.add(listOf(list.folder())));
    return table.state().checkpoint(all);
  }

  private ListOf listOf(String folder) {
    Change change = requireNonNull(changes.byFolder().get(folder));
    return new ListOf(folder, table.state().seq(), change.seq(), change.source());
  }
}
