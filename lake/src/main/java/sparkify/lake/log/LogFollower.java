package sparkify.lake.log;

import java.io.IOException;

/**
 * Follows the commit log of one table: each look reads only what is new since the one before. Not
 * thread-safe.
 */
public final class LogFollower {
  private final CommitLog log;
  private LogState state = new LogState();

  public LogFollower(CommitLog log) {
    this.log = log;
  }

  /** The state of the table now. */
  public LogState look() throws IOException {
    boolean more = log.manifests().find(state.seq() + 1) != null;
    if (log.checkpoints().newest() > state.seq()) {
      state = log.read();
    } else if (more || state.seq() == 0) {
      log.replay().commits(state.seq(), Long.MAX_VALUE, state::apply);
    }
    return state;
  }

  /** The state as of the last look. */
  LogState state() {
    return state;
  }
}
