package sparkify.cluster;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a daemon.
 *
 * @param name in commands and settings
 * @param pid of its process, or empty when it is not running
 * @param ports that it listens on while it runs
 * @param healthy whether it can do its work
 * @param detail why not, or "healthy"
 * @param memoryBytes resident memory, or empty when unknown
 * @param startedAt start time of the process, or null when it is not running
 */
public record DaemonStatus(
    String name,
    OptionalLong pid,
    List<Integer> ports,
    boolean healthy,
    String detail,
    OptionalLong memoryBytes,
    @Nullable Instant startedAt) {
  public DaemonStatus {
    ports = List.copyOf(ports);
  }
}
