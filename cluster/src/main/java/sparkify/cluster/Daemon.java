package sparkify.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one daemon is and how to see that it is well.
 *
 * @param name the word of commands, settings and files
 * @param title the word of its makers
 * @param module whose class path it runs on: kafka or hadoop
 * @param conf a folder before its jars
 * @param ports by setting, without the leading {@code cluster.}
 * @param address where people or clients reach it
 * @param probe asks it
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
    @Nullable Format format,
    Probe probe) {
  /** What a JVM takes beside its heap: measured 70 to 140 MB, by daemon. */
  private static final long BESIDE_HEAP = 150L << 20;

  Daemon {
    arguments = List.copyOf(arguments);
  }

  long memoryBytes() {
    return heapBytes + BESIDE_HEAP;
  }
}
