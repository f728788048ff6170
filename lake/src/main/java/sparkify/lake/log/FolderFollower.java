package sparkify.lake.log;

import java.io.IOException;

/**
 * Follows a table folder by folder: each look reads only what is new since the one before. Not
 * thread-safe.
 */
public final class FolderFollower {
  private final CommitLog log;
  private LiveFolders table;

  /** The newest checkpoint when the table was read, or -1 before that. */
  private long checkpoint = -1;

  public FolderFollower(CommitLog log) {
    this.log = log;
    this.table = new LiveFolders(log, Checkpoint.EMPTY);
  }

  /**
   * The table now; a later look may change it. Begins again at every new checkpoint, or the changes
   * in folders that nobody asks for would pile up.
   */
  public LiveFolders look() throws IOException {
    long newest = log.checkpoints().newest();
    long seq = table.state().seq();
    if (newest > checkpoint) {
      table = log.readFolders();
      checkpoint = newest;
    } else if (log.manifests().find(seq + 1) != null) {
      log.replay().commits(seq, Long.MAX_VALUE, table::apply);
    }
    return table;
  }
}
