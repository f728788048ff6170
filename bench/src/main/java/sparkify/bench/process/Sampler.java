package sparkify.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks twice a second at what processes use. What one uses after the last look at it is lost, and
 * a process that lives shorter than half a second may never be seen.
 */
final class Sampler implements AutoCloseable {
  private static final long INTERVAL_MS = 500;
  private static final double MIB = 1 << 20;

  private final long process;
  private final Set<String> marks = ConcurrentHashMap.newKeySet();
  private final Map<Long, Double> cpu = new HashMap<>();
  private final Thread thread = new Thread(this::loop, "sampler");
  private long peak;

  private Sampler(long process) {
    this.process = process;
  }

  /** Begins to look at a process. */
  static Sampler of(long process) {
    Sampler sampler = new Sampler(process);
    sampler.thread.setDaemon(true);
    if (Files.isReadable(ProcessFiles.ROOT.resolve("self/stat"))) {
      sampler.thread.start();
    }
    return sampler;
  }

  /** Looks from now on also at all processes that have {@code mark} in their command line. */
  void alsoWatch(String mark) {
    marks.add(mark);
  }

  /** What was used so far. */
  synchronized Usage usage() {
    if (cpu.isEmpty()) {
      return new Usage(Double.NaN, Double.NaN);
    }
    return new Usage(cpu.values().stream().mapToDouble(Double::doubleValue).sum(), peak / MIB);
  }

  private void loop() {
    try {
      while (true) {
        look();
        Thread.sleep(INTERVAL_MS);
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (IOException e) {
      throw new IllegalStateException("Cannot list processes", e);
    }
  }

  private synchronized void look() throws IOException {
    long bytes = 0;
    for (long one : ProcessFiles.all()) {
      if (isWatched(one)) {
        bytes += look(one);
      }
    }
    peak = Math.max(peak, bytes);
  }

  private long look(long one) {
    try {
      ProcessFiles.Moment moment = ProcessFiles.moment(one);
      cpu.put(one, moment.cpuSeconds());
      return moment.bytes();
    } catch (IOException e) {
      return 0; // It has just ended.
    }
  }

  private boolean isWatched(long one) {
    if (one == process) {
      return true;
    }
    if (marks.isEmpty()) {
      return false;
    }
    String commandLine = ProcessFiles.commandLine(one);
    return marks.stream().anyMatch(commandLine::contains);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
