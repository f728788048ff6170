package sparkify.lake.table;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all writing tasks of a JVM take together: the buffers of their open files, and
 * their collected rows.
 */
final class WriteMemory {
  /** The memory of this JVM. */
  static final WriteMemory SHARED = new WriteMemory();

  /** A task may always hold this much; with less, it would write a file every few rows. */
  static final long LEAST_BYTES = 4 << 20;

  private final AtomicLong used = new AtomicLong();
  private final AtomicInteger shares = new AtomicInteger();

  /** The memory that all tasks hold, in bytes. */
  long used() {
    return used.get();
  }

  /**
   * Opens the share of one task.
   *
   * @param limit what all tasks together may hold, in bytes
   */
  Share open(long limit) {
    return new Share(limit);
  }

  /** What one task holds. Not thread-safe. */
  final class Share implements Closeable {
    private final long limit;
    private long held;

    private Share(long limit) {
      this.limit = limit;
      shares.incrementAndGet();
    }

    /** Records that the task holds {@code bytes} more, or less if negative. */
    void add(long bytes) {
      held += bytes;
      used.addAndGet(bytes);
    }

    /** Whether buffers of {@code bytes} more would leave half of the memory to rows. */
    boolean hasRoomForBuffers(long bytes) {
      return used.get() + bytes <= limit / 2;
    }

    /**
     * Whether memory is short, and this task holds more than an equal share of it. Thus a task does
     * not pay with many small files for what another one holds.
     */
    boolean isExceeded() {
      return used.get() > limit && held > Math.max(limit / shares.get(), LEAST_BYTES);
    }

    /** Gives back what the task holds. */
    @Override
    public void close() {
      add(-held);
      shares.decrementAndGet();
    }
  }
}
