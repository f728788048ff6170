package sparkify.cli.yarn;

import java.io.PrintWriter;
import java.time.Duration;
import sparkify.cli.environment.Lake;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest;

/** Prints the commits of a landing, once a second at most. */
final class CommitProgress implements ApplicationRunner.Progress {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Lake lake;
  private final PrintWriter out;
  private long printed;
  private long lookedAt = System.nanoTime();

  /** Begins after the commits that there are now. */
  CommitProgress(Lake lake, PrintWriter out) {
    this.lake = lake;
    this.out = out;
    this.printed = lake.state().seq();
  }

  @Override
  public void look() {
    if (System.nanoTime() - lookedAt >= EVERY.toNanos()) {
      print();
      lookedAt = System.nanoTime();
    }
  }

  @Override
  public void finish() {
    print();
  }

  private void print() {
    LogState state = lake.state();
    Manifest last = state.lastBatch();
    if (last != null && last.seq() > printed) {
      printed = last.seq();
      out.printf("  commit %d: %,d rows landed so far%n", last.seq(), state.rows());
      out.flush();
    }
  }
}
