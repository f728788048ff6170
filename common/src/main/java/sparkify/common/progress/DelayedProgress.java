package sparkify.common.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what is done, from any thread, and shows it once that takes more than a few seconds. */
public final class DelayedProgress implements AutoCloseable {
  private static final long DELAY_MS = 3_000;
  private static final long EVERY_MS = 250;

  private final PrintWriter err;
  private final String task;
  private final String what;
  private final long total;
  private final AtomicLong done = new AtomicLong();
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Progress shown;
  private boolean closed;

  /**
   * Begins to count.
   *
   * @param task what is under way, such as "files"
   * @param what what is counted, such as "rows read"
   * @param total the count at the end, by an estimate
   */
  public DelayedProgress(PrintWriter err, String task, String what, long total) {
    this.err = err;
    this.task = task;
    this.what = what;
    this.total = total;
    var unused =
        timer.scheduleWithFixedDelay(this::show, DELAY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** Counts {@code count} more. */
  public void add(long count) {
    done.addAndGet(count);
  }

  private synchronized void show() {
    if (closed) {
      return;
    }
    if (shown == null) {
      shown = Progress.on(err, task, what);
    }
    long count = done.get();
    double fraction = Math.min(1, count / (double) Math.max(1, total));
    shown.update(count, fraction, Duration.ofNanos(System.nanoTime() - begun), "");
  }

  @Override
  public void close() {
    timer.shutdownNow();
    synchronized (this) {
      if (shown != null) {
        show();
        shown.close();
      }
      closed = true;
    }
  }
}
