package sparkify.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import sparkify.common.OperatorError;

/** Checks the machine before daemons are started; each failure is one clear line. */
final class Preflight {
  /** How long a daemon that was just killed may still hold its ports. */
  private static final Duration PORT_RELEASE = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(100);

  private Preflight() {}

  static void ports(List<Daemon> starting) {
    for (Daemon daemon : starting) {
      daemon.ports().forEach((setting, port) -> port(daemon, setting, port));
    }
  }

  private static void port(Daemon daemon, String setting, int port) {
    long deadline = System.nanoTime() + PORT_RELEASE.toNanos();
    Optional<String> refusal = refusal(port);
    OptionalLong user = refusal.isPresent() ? PortUser.of(port) : OptionalLong.empty();
    while (refusal.isPresent() && user.isEmpty() && System.nanoTime() < deadline) {
      Pause.of(POLL);
      refusal = refusal(port);
      user = PortUser.of(port);
    }
    if (refusal.isPresent()) {
      throw new OperatorError(
          "Cannot start %s: port %d is in use%s (%s); choose another with -Dcluster.%s=PORT or stop the process that uses it"
              .formatted(
                  daemon.name(),
                  port,
                  user.isPresent() ? " by pid " + user.getAsLong() : "",
                  refusal.get(),
                  setting));
    }
  }

  /** Why {@code port} cannot be bound; empty when it can. */
  private static Optional<String> refusal(int port) {
    try (ServerSocket bound = new ServerSocket(port, 1, Loopback.address())) {
      return bound.isBound() ? Optional.empty() : Optional.of("cannot be bound");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  static void memory(List<Daemon> starting, OptionalLong available) {
    long needed = starting.stream().mapToLong(Daemon::memoryBytes).sum();
    if (available.isPresent() && available.getAsLong() < needed) {
      throw new OperatorError(
          "Cannot start %s: they need %s of memory, but only %s is available; stop other programs or lower cluster.*.heap"
              .formatted(names(starting), size(needed), size(available.getAsLong())));
    }
  }

  static void disk(Path folder, long minFreeBytes) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < minFreeBytes) {
        throw new OperatorError(
            "Cannot start the local cluster: only %s is free on the disk of %s; free some, or lower cluster.min-free-disk (%s)"
                .formatted(size(free), folder, size(minFreeBytes)));
      }
    } catch (IOException e) {
      throw new OperatorError("Cannot determine the free disk space of " + folder + ": " + e, e);
    }
  }

  static String names(List<Daemon> daemons) {
    return daemons.stream().map(Daemon::name).collect(Collectors.joining(", "));
  }

  /** A size in MiB or GiB. */
  static String size(long bytes) {
    long mib = bytes >> 20;
    return mib < 1024 ? mib + " MiB" : String.format(Locale.ROOT, "%.1f GiB", mib / 1024.0);
  }
}
