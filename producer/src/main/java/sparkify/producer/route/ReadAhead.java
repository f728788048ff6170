package sparkify.producer.route;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;

/**
 * Reads and routes lines on a separate thread, a bounded number of bytes ahead of the thread that
 * compresses and sends them.
 *
 * <p>Lines are handed over by the thousand, since each handover wakes a thread; those of a slow
 * input after 10 ms.
 */
public final class ReadAhead implements AutoCloseable {
  private static final int CHUNK_LINES = 1_000;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int MOST_LINES = 4 * CHUNK_LINES;
  private static final int MOST_BYTES = 4 * CHUNK_BYTES;
  private static final long SLOW_NANOS = 10_000_000;

  private final RoutedLines source;
  private final Thread reader = new Thread(this::read, "replay-reader");

  // Guarded by this.
  private List<RoutedLine> read = new ArrayList<>();
  private int bytes;
  private long linesRead;
  private boolean over;
  private @Nullable Throwable failure;

  // Of the thread that takes lines.
  private List<RoutedLine> taken = new ArrayList<>();
  private int at;
  private final AtomicLong linesTaken = new AtomicLong();

  /** Starts reading at once. */
  public ReadAhead(RoutedLines source) {
    this.source = source;
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * The next line, or null if there is none within {@code nanos}, which are asked for only if there
   * is none yet; a failure to read is thrown after the lines before it.
   */
  public @Nullable RoutedLine poll(LongSupplier nanos) throws InterruptedException {
    if (at == taken.size() && !takeMore(nanos.getAsLong())) {
      return null;
    }
    linesTaken.lazySet(linesTaken.get() + 1);
    return taken.get(at++);
  }

  /** The share of the lines read so far that have been taken, 0 to 1; any thread may call this. */
  public synchronized double share() {
    return linesRead == 0 ? 0 : Math.min(1, linesTaken.get() / (double) linesRead);
  }

  /** Whether all lines have been taken. */
  public synchronized boolean isOver() {
    return over && failure == null && read.isEmpty() && at == taken.size();
  }

  /** Stops reading. */
  @Override
  public void close() throws InterruptedException {
    reader.interrupt();
    reader.join(1_000);
  }

  private synchronized boolean takeMore(long nanos) throws InterruptedException {
    await(() -> over || !read.isEmpty(), nanos);
    if (!read.isEmpty()) {
      await(() -> over || read.size() >= CHUNK_LINES || bytes >= CHUNK_BYTES, SLOW_NANOS);
    } else if (over) {
      rethrow();
    }
    List<RoutedLine> empty = taken;
    empty.clear();
    taken = read;
    read = empty;
    bytes = 0;
    at = 0;
    notifyAll();
    return !taken.isEmpty();
  }

  private synchronized void await(BooleanSupplier condition, long nanos)
      throws InterruptedException {
    long begin = System.nanoTime();
    long left = nanos;
    while (left > 0 && !condition.getAsBoolean()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = nanos - (System.nanoTime() - begin);
    }
  }

  private void read() {
    Throwable end = null;
    try {
      for (RoutedLine line = source.next(); line != null; line = source.next()) {
        put(line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed before the end.
    } catch (Throwable e) { // Too little memory, for example: whoever waits for lines must know.
      end = e;
    } finally {
      end(end);
    }
  }

  private synchronized void put(RoutedLine line) throws InterruptedException {
    while (read.size() >= MOST_LINES || bytes >= MOST_BYTES) {
      wait();
    }
    read.add(line);
    linesRead++;
    bytes += line.value().length;
    if (read.size() == 1 || read.size() == CHUNK_LINES || bytes >= CHUNK_BYTES) {
      notifyAll();
    }
  }

  private synchronized void end(@Nullable Throwable cause) {
    failure = cause;
    over = true;
    notifyAll();
  }

  private void rethrow() {
    if (failure instanceof OperatorError e) {
      throw e;
    }
    if (failure != null) {
      String why = failure instanceof IOException ? failure.getMessage() : failure.toString();
      throw new OperatorError("Cannot read the next lines: " + why, failure);
    }
  }
}
