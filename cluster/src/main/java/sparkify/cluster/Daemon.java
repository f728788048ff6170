package sparkify.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon runs, where it listens and how its health is checked.
 *
 * @param name in commands, settings and file names
 * @param title its name in Kafka's or Hadoop's documentation
 * @param module whose class path it runs on: kafka or hadoop
 * @param conf the folder of its configuration, first on the class path
 * @param ports by setting, without the leading {@code cluster.}
 * @param address where users or clients reach it
 * @param format run once before the first start, or null when the daemon needs none
 * @param probe checks its health
 */
record Daemon(
    String name,
    String title,
    String module,
    Path conf,
    String mainClass,
    List<String> arguments,
    long heapBytes,
    Map<String, Integer> ports,
    URI address,
    @Nullable FormatCommand format,
    Probe probe) {
  /** Memory of a JVM outside its heap: 70 to 140 MB as measured, depending on the daemon. */
  private static final long NON_HEAP = 150L << 20;

  Daemon {
    arguments = List.copyOf(arguments);
  }

  /** Checks its health; a daemon that does not answer is unhealthy. */
  Health health(ProcessId process) {
    if (!process.alive()) {
      return Health.NOT_RUNNING;
    }
    try {
      return probe.check(process.startedAt());
    } catch (IOException e) {
      return Health.unhealthy(
          "no answer: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    }
  }

  long memoryBytes() {
    return heapBytes + NON_HEAP;
  }
}
