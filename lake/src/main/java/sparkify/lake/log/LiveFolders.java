package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.lake.log.Checkpoint.ListOf;
import sparkify.lake.log.Manifest.DataFile;

/**
 * A table after the commits applied so far, whose live files are listed folder by folder: a look at
 * a few days does not read the file lists of all others. Not thread-safe.
 */
public final class LiveFolders {
  private static final Logger log = LoggerFactory.getLogger(LiveFolders.class);

  private final CommitLog commits;
  private final LogState state;
  private final NavigableMap<String, Folder> folders = new TreeMap<>();

  /** One folder: its list at the checkpoint, until that is read, and what has changed since. */
  private static final class Folder {
    private @Nullable ListOf unread;
    private final Map<String, DataFile> files = new TreeMap<>();
    private final Set<String> replaced = new HashSet<>();

    Folder(@Nullable ListOf unread) {
      this.unread = unread;
    }

    void replace(String path) {
      boolean isListed = files.remove(path) != null || (unread != null && replaced.add(path));
      if (!isListed) {
        throw notLive(path);
      }
    }

    /** Adds what the list says, except what has been replaced since. */
    void read(Stream<DataFile> list) {
      list.filter(file -> !replaced.remove(file.path())).forEach(this::add);
      unread = null;
      if (!replaced.isEmpty()) {
        throw notLive(replaced.iterator().next());
      }
    }

    void add(DataFile file) {
      files.put(file.path(), file);
    }
  }

  LiveFolders(CommitLog commits, Checkpoint from) {
    this.commits = commits;
    this.state = new LogState(from);
    from.lists().forEach(list -> folders.put(list.folder(), new Folder(list)));
  }

  /** Applies the next manifest. */
  void apply(Manifest manifest) {
    state.apply(manifest);
    manifest.replaces().forEach(path -> folderOf(path).replace(path));
    manifest.allFiles().forEach(file -> folderOf(file.path()).add(file));
  }

  private Folder folderOf(String path) {
    return folders.computeIfAbsent(LiveTable.folderOf(path), folder -> new Folder(null));
  }

  /** The table without its files. */
  public LogState state() {
    return state;
  }

  /**
   * The folders that have live files, and some that no longer do, relative to the lake's folder.
   */
  public NavigableSet<String> folders() {
    return Collections.unmodifiableNavigableSet(folders.navigableKeySet());
  }

  /**
   * The live files of some folders, be they of rows or of rejects.
   *
   * @param names relative to the lake's folder; one that is no folder of the table has no files
   * @throws OperatorError when a list is damaged or missing and nothing can stand in
   */
  public List<DataFile> files(Collection<String> names) throws IOException {
    read(known(names).map(folder -> folder.unread).filter(Objects::nonNull).toList());
    return known(names).flatMap(folder -> folder.files.values().stream()).toList();
  }

  private Stream<Folder> known(Collection<String> names) {
    return names.stream().map(folders::get).filter(Objects::nonNull);
  }

  private void read(List<ListOf> lists) throws IOException {
    try {
      for (FileList list : commits.checkpoints().lists(lists)) {
        Folder folder = Objects.requireNonNull(folders.get(list.folder()));
        folder.read(list.files().stream().map(entry -> entry.live().file()));
      }
    } catch (FileNotFoundException | OperatorError e) {
      log.warn("{}; reading the whole table instead", e.getMessage());
      LiveTable whole = commits.readTable(state.seq());
      lists.forEach(list -> folders.put(list.folder(), new Folder(null)));
      Stream.concat(whole.files().stream(), whole.rejects().stream())
          .filter(file -> lists.stream().anyMatch(list -> isIn(list.folder(), file)))
          .forEach(file -> folderOf(file.path()).add(file));
    }
  }

  private static boolean isIn(String folder, DataFile file) {
    return LiveTable.folderOf(file.path()).equals(folder);
  }

  private static OperatorError notLive(String path) {
    return new OperatorError(
        "Cannot read the commit log: a commit replaces %s, which is not live".formatted(path));
  }
}
