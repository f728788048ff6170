package sparkify.cli.yarn;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;
import sparkify.lake.log.LogState;

/** Prints how far the landing has come, once a second at most. */
final class CommitProgress implements Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Supplier<Landed> log;
  private final PrintWriter out;
  private long printed;
  private long lookedAt = System.nanoTime();

  /**
   * What has landed so far.
   *
   * @param commit of the last batch, or 0 before the first
   */
  record Landed(long commit, long rows) {
    static Landed of(LogState state) {
      LogState.LastBatch last = state.lastBatch();
      return new Landed(last == null ? 0 : last.seq(), state.landed());
    }
  }

  /** Prints only commits that come after this call. */
  CommitProgress(Supplier<Landed> log, PrintWriter out) {
    this.log = log;
    this.out = out;
    this.printed = log.get().commit();
  }

  @Override
  public void update() {
    if (System.nanoTime() - lookedAt >= INTERVAL.toNanos()) {
      print();
      lookedAt = System.nanoTime();
    }
  }

  @Override
  public void finish() {
    print();
  }

  private void print() {
    Landed landed = log.get();
    if (landed.commit() > printed) {
      printed = landed.commit();
      out.printf("  commit %d: %,d rows landed so far%n", landed.commit(), landed.rows());
      out.flush();
    }
  }
}
