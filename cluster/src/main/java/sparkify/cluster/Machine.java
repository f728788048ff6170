package sparkify.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparkify.common.config.ClusterSettings;

/**
 * The memory of this machine.
 *
 * @param memoryBytes in total, or the limit of the container that this JVM runs in
 * @param availableBytes that programs can use without swapping; empty when unknown
 */
record Machine(long memoryBytes, OptionalLong availableBytes) {
  private static final long MIN_CONTAINERS = 1L << 30;
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

  static Machine here() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(system.getTotalMemorySize(), available(Path.of("/proc/meminfo")));
  }

  /** Memory for containers: the setting, or less where the daemons leave less. */
  long containerMemoryBytes(ClusterSettings settings) {
    long daemons =
        settings.kafka().heapBytes()
            + settings.nameNode().heapBytes()
            + settings.dataNode().heapBytes()
            + settings.resourceManager().heapBytes()
            + settings.nodeManager().heapBytes();
    long rest = Math.max(MIN_CONTAINERS, memoryBytes - 2 * daemons);
    return Math.min(settings.nodeManager().memoryBytes(), rest);
  }

  private static OptionalLong available(Path meminfo) {
    if (!Files.isReadable(meminfo)) {
      return OptionalLong.empty();
    }
    try {
      Matcher found = AVAILABLE.matcher(Files.readString(meminfo));
      return found.find()
          ? OptionalLong.of(Long.parseLong(found.group(1)) << 10)
          : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + meminfo, e);
    }
  }
}
