package sparkify.cluster;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One daemon as it is now.
 *
 * @param name as commands and settings call it
 * @param pid of its process, or empty when it is not running
 * @param ports it listens on, or would
 * @param healthy whether it does its work
 * @param detail why it does not, or "healthy"
 * @param memoryBytes resident, or empty when not known
 * @param startedAt or null when not running
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
