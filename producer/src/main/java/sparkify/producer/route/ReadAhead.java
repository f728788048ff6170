package sparkify.producer.route;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;

/**
 * Reads and routes lines on a separate thread, a bounded number of bytes ahead of the thread that
 * compresses and sends them.
 */
public final class ReadAhead implements AutoCloseable {
  private static final int CHUNK_LINES = 1_000;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int CHUNKS = 4;
  private static final long CHECK_MS = 100;

  /** Lines, and what follows them: more lines, the end, or a failure. */
  private record Chunk(List<RoutedLine> lines, boolean last, @Nullable Exception failure) {}

  private final RoutedLines source;
  private final BlockingQueue<Chunk> ready = new ArrayBlockingQueue<>(CHUNKS);
  private final Thread reader = new Thread(this::read, "replay-reader");
  private volatile @Nullable Throwable death;
  private Chunk chunk = new Chunk(List.of(), false, null);
  private int at;

  /** Starts reading at once. */
  public ReadAhead(RoutedLines source) {
    this.source = source;
    reader.setDaemon(true);
    reader.setUncaughtExceptionHandler((thread, e) -> death = e);
    reader.start();
  }

  /** The next line, or null at the end; a failure to read is thrown after the lines before it. */
  public @Nullable RoutedLine next() throws IOException, InterruptedException {
    while (at == chunk.lines.size()) {
      if (chunk.last) {
        rethrow(chunk.failure);
        return null;
      }
      chunk = take();
      at = 0;
    }
    return chunk.lines.get(at++);
  }

  /** Stops reading. */
  @Override
  public void close() throws InterruptedException {
    reader.interrupt();
    reader.join(1_000);
  }

  /** Waits for the next chunk, but not for a thread that has died, as of too little memory. */
  private Chunk take() throws InterruptedException {
    while (true) {
      boolean over = !reader.isAlive();
      Chunk next = ready.poll(CHECK_MS, TimeUnit.MILLISECONDS);
      if (next != null) {
        return next;
      }
      if (over) {
        throw new OperatorError("Cannot read the next lines: " + death, death);
      }
    }
  }

  private void read() {
    try {
      Chunk filled;
      do {
        filled = fill();
        ready.put(filled);
      } while (!filled.last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed before the end.
    }
  }

  private Chunk fill() {
    List<RoutedLine> lines = new ArrayList<>(CHUNK_LINES);
    int bytes = 0;
    try {
      while (lines.size() < CHUNK_LINES && bytes < CHUNK_BYTES) {
        RoutedLine line = source.next();
        if (line == null) {
          return new Chunk(lines, true, null);
        }
        lines.add(line);
        bytes += line.value().length;
      }
      return new Chunk(lines, false, null);
    } catch (IOException | RuntimeException e) {
      return new Chunk(lines, true, e);
    }
  }

  private static void rethrow(@Nullable Exception failure) throws IOException {
    if (failure instanceof OperatorError e) {
      throw e;
    }
    if (failure != null) {
      throw new IOException("Cannot read the next line: " + failure.getMessage(), failure);
    }
  }
}
